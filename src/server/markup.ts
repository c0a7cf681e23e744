/** Text from outside as a part of markup. */
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\u00a0': '&nbsp;',
};

/** A text between tags, or in an attribute. */
export const markupText = (text: string): string =>
  text.replace(/[&<>"'\u00a0]/g, (sign) => ENTITIES[sign]!);

/** An attribute with the space before it. */
export const attributeText = (name: string, value: string): string =>
  value === '' ? ` ${name}` : ` ${name}="${markupText(value)}"`;

/** JSON that can stand in a `<script>`: nothing in it ends the script, or begins a comment. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(/</g, '\\u003c');
