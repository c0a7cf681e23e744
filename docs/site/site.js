// What every page does: light or dark, the menu of narrow pages, buttons that copy code.
const { documentElement } = document;
const dark = matchMedia('(prefers-color-scheme: dark)');

const theme = document.querySelector('#theme');
theme.hidden = false;
theme.addEventListener('click', () => {
  const isDark = (documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  documentElement.dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem('wistia-widgets-docs-theme', documentElement.dataset.theme);
  } catch {
    // It is for this page only, then.
  }
});

const copied = async (button, pre) => {
  try {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(pre);
    button.textContent = 'Selected: copy it';
  }
  button.classList.add('done');
  setTimeout(() => {
    button.textContent = 'Copy';
    button.classList.remove('done');
  }, 2000);
};

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => copied(button, block.querySelector('pre')));
  block.append(button);
}

const menu = document.querySelector('#menu');
menu.addEventListener('click', () => {
  menu.setAttribute('aria-expanded', String(menu.getAttribute('aria-expanded') === 'false'));
});
