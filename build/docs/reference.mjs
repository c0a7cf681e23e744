/** An element's reference, from the custom-elements manifest. */
import { escape } from './html.mjs';
import { renderInline, scrolling } from './markdown.mjs';

const code = (text) => `<code>${escape(text)}</code>`;

const type = (text) => code(text.replace(/ \| undefined$/, ''));

const described = ({ description = '', default: byDefault }) =>
  renderInline(description) + (byDefault ? ` <span class="soft">Default: ${code(byDefault)}</span>` : '');

const attributeFallback = (element, { fieldName }) =>
  element.members?.find(({ name }) => name === fieldName)?.description ?? '';

const slotName = ({ name }) => (name ? code(name) : 'default');

/** The kinds of things that an element has, each with its rows. */
const tables = (element) => [
  [
    'Attributes',
    ['attribute', 'type', ''],
    (element.attributes ?? []).map((attribute) => [
      code(attribute.name),
      type(attribute.type?.text ?? ''),
      described({ ...attribute, description: attribute.description || attributeFallback(element, attribute) }),
    ]),
  ],
  [
    'Properties',
    ['property', 'type', ''],
    (element.members ?? [])
      .filter(({ kind }) => kind === 'field')
      .map((field) => [code(field.name), type(field.type?.text ?? ''), described({ description: field.description })]),
  ],
  [
    'Methods',
    ['method', 'gives', ''],
    (element.members ?? [])
      .filter(({ kind }) => kind === 'method')
      .map((method) => [code(`${method.name}()`), type(method.return?.type.text ?? 'void'), described(method)]),
  ],
  [
    'Events',
    ['event', 'type', ''],
    (element.events ?? []).map((event) => [code(event.name), type(event.type.text), described(event)]),
  ],
  ['Slots', ['slot', ''], (element.slots ?? []).map((slot) => [slotName(slot), described(slot)])],
  ['CSS parts', ['::part()', ''], (element.cssParts ?? []).map((part) => [code(part.name), described(part)])],
  [
    'CSS properties',
    ['property', ''],
    (element.cssProperties ?? []).map((property) => [code(property.name), described(property)]),
  ],
  ['States', [':state()', ''], (element.cssStates ?? []).map((state) => [code(state.name), described(state)])],
];

/** Markup of the reference and its headings. */
export const renderReference = (element) => {
  const headings = [{ depth: 2, text: 'Reference', anchor: 'reference', inner: 'Reference' }];
  let body = `<h2 id="reference">Reference <a class="anchor" href="#reference" aria-label="Link to “Reference”">#</a></h2>\n`;
  for (const [name, columns, rows] of tables(element)) {
    if (!rows.length) continue;
    const anchor = `reference-${name.toLowerCase().replaceAll(' ', '-')}`;
    headings.push({ depth: 3, text: name, anchor, inner: name });
    const head = columns.map((column) => (column ? `<th scope="col">${column}</th>` : '<td></td>')).join('');
    const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
    body += `<h3 id="${anchor}">${name}</h3>\n`;
    body += scrolling(`<table class="reference"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>`, name);
  }
  return { body, headings };
};

/** All elements of a manifest, by tag. */
export const elementsOf = (manifest) =>
  new Map(
    manifest.modules
      .flatMap(({ declarations = [] }) => declarations)
      .filter(({ tagName }) => tagName)
      .map((declaration) => [declaration.tagName, declaration]),
  );
