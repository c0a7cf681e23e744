/**
 * Nodes without a page: as much of the DOM as the widgets need to be drawn, and the markup of it. Inline
 * styles are left out, because a strict policy blocks them.
 */
import { attributeText, markupText } from './markup.js';

const VOID = /^(br|img|input)$/;

/** Properties that stand for the attribute of the same name. */
const REFLECTED = ['alt', 'class', 'dir', 'id', 'lang', 'name', 'slot', 'src', 'title', 'type'] as const;

/** A text. */
export class TextNode {
  parent: ParentNode | undefined;

  constructor(public data = '') {}

  get textContent(): string {
    return this.data;
  }

  set textContent(text: string) {
    this.data = text;
  }

  remove(): void {
    this.parent?.drop(this);
  }

  cloneNode(): TextNode {
    return new TextNode(this.data);
  }

  markup(): string {
    return markupText(this.data);
  }
}

export type TreeNode = TextNode | ElementNode;

const found = (node: ParentNode, matches: (element: ElementNode) => boolean): ElementNode | null => {
  for (const child of node.children) {
    const match = matches(child) ? child : found(child, matches);
    if (match) return match;
  }
  return null;
};

/** A test for `tag`, `.class`, `[attribute=value]`; the last part of a selector with several. */
const matcher = (selector: string): ((element: ElementNode) => boolean) => {
  const last = selector.split(/[\s>]+/).at(-1)!;
  const attribute = /^\[([\w-]+)~?=["']?(.+?)["']?\]$/.exec(last);
  if (attribute) return (element) => element.getAttribute(attribute[1]!) === attribute[2];
  if (last.startsWith('.')) return (element) => element.classList.contains(last.slice(1));
  return (element) => element.localName === last;
};

/** What holds nodes: an element, or a root. */
export class ParentNode {
  readonly childNodes: TreeNode[] = [];

  get firstChild(): TreeNode | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): TreeNode | null {
    return this.childNodes.at(-1) ?? null;
  }

  get children(): ElementNode[] {
    return this.childNodes.filter((node) => node instanceof ElementNode);
  }

  get firstElementChild(): ElementNode | null {
    return this.children[0] ?? null;
  }

  get lastElementChild(): ElementNode | null {
    return this.children.at(-1) ?? null;
  }

  get textContent(): string {
    return this.childNodes.map((node) => node.textContent).join('');
  }

  set textContent(text: string) {
    this.replaceChildren(...(text ? [text] : []));
  }

  drop(node: TreeNode): void {
    const at = this.childNodes.indexOf(node);
    if (at >= 0) this.childNodes.splice(at, 1);
    node.parent = undefined;
  }

  #put(at: number, items: (TreeNode | string)[]): void {
    const nodes = items.map((item) => (typeof item === 'string' ? new TextNode(item) : item));
    for (const node of nodes) {
      node.remove();
      node.parent = this;
    }
    this.childNodes.splice(at, 0, ...nodes);
  }

  append(...items: (TreeNode | string)[]): void {
    this.#put(this.childNodes.length, items);
  }

  prepend(...items: (TreeNode | string)[]): void {
    this.#put(0, items);
  }

  appendChild<N extends TreeNode>(node: N): N {
    this.append(node);
    return node;
  }

  insertBefore<N extends TreeNode>(node: N, before: TreeNode | null): N {
    node.remove();
    this.#put(before ? this.childNodes.indexOf(before) : this.childNodes.length, [node]);
    return node;
  }

  replaceChildren(...items: (TreeNode | string)[]): void {
    for (const node of [...this.childNodes]) this.drop(node);
    this.append(...items);
  }

  querySelector(selector: string): ElementNode | null {
    return found(this, matcher(selector));
  }

  querySelectorAll(selector: string): ElementNode[] {
    const matches = matcher(selector);
    const within = (node: ParentNode): ElementNode[] =>
      node.children.flatMap((child) => [...(matches(child) ? [child] : []), ...within(child)]);
    return within(this);
  }

  inner(): string {
    return this.childNodes.map((node) => node.markup()).join('');
  }
}

/** The root of a shadow tree. */
export class RootNode extends ParentNode {
  /** Whether the element that it belongs to has something between its tags. */
  constructor(readonly isFilled = false) {
    super();
  }
}

/** An element. */
export class ElementNode extends ParentNode {
  parent: ParentNode | undefined;
  readonly #attributes = new Map<string, string>();
  /** Taken note of, and not written. */
  readonly style: Record<string, string> = {};
  // Nothing has a size here.
  readonly clientWidth = 0;
  readonly scrollWidth = 0;
  readonly scrollLeft = 0;

  constructor(readonly localName: string) {
    super();
  }

  declare alt: string;
  declare class: string;
  declare dir: string;
  declare id: string;
  declare lang: string;
  declare name: string;
  declare slot: string;
  declare src: string;
  declare title: string;
  declare type: string;

  get hidden(): boolean {
    return this.#attributes.has('hidden');
  }

  set hidden(is: boolean) {
    this.toggleAttribute('hidden', is);
  }

  get attributes(): { name: string; value: string }[] {
    return [...this.#attributes].map(([name, value]) => ({ name, value }));
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  toggleAttribute(name: string, is: boolean): void {
    if (is) this.setAttribute(name, '');
    else this.removeAttribute(name);
  }

  get classList() {
    const names = new Set(this.class.split(' ').filter(Boolean));
    const set = (name: string, is: boolean): void => {
      names[is ? 'add' : 'delete'](name);
      if (is || names.size) this.class = [...names].join(' ');
      else this.removeAttribute('class');
    };
    return {
      add: (name: string) => set(name, true),
      contains: (name: string) => names.has(name),
      remove: (name: string) => set(name, false),
      toggle: (name: string, is = !names.has(name)) => set(name, is),
    };
  }

  remove(): void {
    this.parent?.drop(this);
  }

  cloneNode(deep = false): ElementNode {
    const copy = new ElementNode(this.localName);
    for (const { name, value } of this.attributes) copy.setAttribute(name, value);
    if (deep) copy.append(...this.childNodes.map((node) => node.cloneNode(true)));
    return copy;
  }

  /** Of a slot: something, where the element has something between its tags. */
  assignedNodes(): TreeNode[] {
    const top = (node: ParentNode | undefined): ParentNode | undefined =>
      node instanceof ElementNode ? top(node.parent) : node;
    const root = top(this);
    return root instanceof RootNode && root.isFilled ? [new TextNode('…')] : [];
  }

  // Nobody is there to point, to press or to look.
  addEventListener(): void {}
  matches(): boolean {
    return false;
  }

  markup(): string {
    const { localName: tag } = this;
    const attributes = this.attributes.map(({ name, value }) => attributeText(name, value)).join('');
    return VOID.test(tag) ? `<${tag}${attributes}>` : `<${tag}${attributes}>${this.inner()}</${tag}>`;
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(ElementNode.prototype, name, {
    get(this: ElementNode) {
      return this.getAttribute(name) ?? '';
    },
    set(this: ElementNode, value: string) {
      this.setAttribute(name, value);
    },
  });
}
