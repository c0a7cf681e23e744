/** An element with attributes, as a story renders it, and as somebody would write it. */
export const element = (
  tag: string,
  args: Record<string, unknown>,
  content: string | Node[] = [],
): HTMLElement => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(args)) {
    // Controls name attributes; the rest are properties.
    if (value === undefined || value === '' || value === false || value === null) continue;
    if (typeof value === 'object' || typeof value === 'function') Object.assign(made, { [name]: value });
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...(typeof content === 'string' ? [content] : content));
  return made;
};

/** An element for one of an element's slots. */
export const slotted = (name: string, text: string): HTMLElement => {
  const made = document.createElement('span');
  made.slot = name;
  made.textContent = text;
  return made;
};
