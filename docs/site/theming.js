// The theming page: controls set tokens on the preview, and what was set becomes CSS to copy.
const bench = document.querySelector('#bench');
const preview = document.querySelector('#preview');
const css = document.querySelector('#css');
const inputs = [...bench.querySelectorAll('[data-token]')];
const colours = inputs.filter(({ type }) => type === 'color');

/** What was set: for all pages, and on dark ones instead. */
let set = { light: new Map(), dark: new Map() };
const scheme = () => bench.elements.scheme.value;

const rule = (tokens, indent = '') =>
  `${indent}:root {\n${[...tokens].map(([name, value]) => `${indent}  ${name}: ${value};\n`).join('')}${indent}}\n`;

const written = () => {
  const { light, dark } = set;
  if (!light.size && !dark.size) return '/* Nothing is changed yet. */';
  return [
    light.size && rule(light),
    dark.size && `@media (prefers-color-scheme: dark) {\n${rule(dark, '  ')}}\n`,
  ]
    .filter(Boolean)
    .join('\n');
};

const show = () => {
  preview.dataset.scheme = scheme();
  const tokens = new Map([...set.light, ...(scheme() === 'dark' ? set.dark : [])]);
  for (const { dataset } of inputs) {
    const value = tokens.get(dataset.token);
    if (value) preview.style.setProperty(dataset.token, value);
    else preview.style.removeProperty(dataset.token);
  }
  for (const input of colours) {
    input.value = tokens.get(input.dataset.token) ?? input.dataset[scheme()];
  }
  css.textContent = written();
};

/** Whether a browser takes a value in the place that the token has. */
const isValid = (token, value) => {
  const property = token.endsWith('ratio') ? 'aspect-ratio' : 'width';
  return CSS.supports(property, value);
};

bench.addEventListener('input', ({ target }) => {
  const { token } = target.dataset;
  if (token) {
    const isColour = target.type === 'color';
    const tokens = isColour && scheme() === 'dark' ? set.dark : set.light;
    const value = target.value.trim();
    const isWrong = !isColour && value !== '' && !isValid(token, value);
    if (!isColour) {
      target.toggleAttribute('aria-invalid', isWrong);
      document.getElementById(`${target.id}-wrong`).textContent = isWrong
        ? `“${value}” is no such value: write it like ${target.placeholder}.`
        : '';
    }
    if (value && !isWrong) tokens.set(token, value);
    else tokens.delete(token);
  }
  show();
});
bench.addEventListener('reset', () => {
  set = { light: new Map(), dark: new Map() };
  for (const wrong of bench.querySelectorAll('.wrong')) wrong.textContent = '';
  for (const input of inputs) input.removeAttribute('aria-invalid');
  queueMicrotask(show);
});
bench.addEventListener('submit', (event) => event.preventDefault());
show();
