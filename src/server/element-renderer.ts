import type { Replies } from './given-client.js';
import { write } from './write.js';
import type { WidgetAttributes, Written, WriteContext } from './write.js';
import { writtenClasses } from './written-element.js';

/** What {@link elementRenderer} writes with. */
export interface RendererOptions extends WriteContext {
  /** Replies by path, as `fetchReplies` gives them. */
  replies: Replies;
}

const NONE = new Map<string, never>();

/** A renderer of one element, as `@lit-labs/ssr` asks for it. */
export interface WidgetRenderer {
  readonly tagName: string;
  readonly shadowRootOptions: ShadowRootInit;
  connectedCallback(): void;
  attributeChangedCallback(name: string, old: string | null, value: string | null): void;
  setProperty(name: string, value: unknown): void;
  setAttribute(name: string, value: string): void;
  renderShadow(): string[] | undefined;
  renderLight(): string[] | undefined;
  renderAttributes(): string[];
}

/** A class of renderers, for `elementRenderers` of `@lit-labs/ssr`. */
export interface WidgetRendererClass {
  new (tagName: string): WidgetRenderer;
  matchesClass(elementClass: unknown, tagName: string): boolean;
}

/**
 * A renderer for `@lit-labs/ssr`, which writes the widgets in Lit templates with these replies in them.
 *
 * ```js
 * const replies = await fetchReplies([['wistia-play-count', { 'media-id': '993554ba94' }]], { baseUrl });
 * render(template, { elementRenderers: [elementRenderer({ replies }), LitElementRenderer] });
 * ```
 */
export const elementRenderer = ({ replies, ...context }: RendererOptions): WidgetRendererClass =>
  class implements WidgetRenderer {
    static matchesClass(_: unknown, tagName: string): boolean {
      return Object.hasOwn(writtenClasses, tagName) || tagName === 'wistia-stats-source';
    }

    readonly shadowRootOptions: ShadowRootInit = { mode: 'open' };
    readonly #attributes: WidgetAttributes = {};
    #written?: Written;

    constructor(readonly tagName: string) {}

    /** Written once, when all attributes are known. */
    get #result(): Written {
      return (this.#written ??= write(this.tagName, {
        ...context,
        attributes: this.#attributes,
        baseUrl: 'http://source.invalid/',
        replies,
        faults: NONE,
        // What is between its tags comes later: its slots are there for it.
        isFilled: true,
      }));
    }

    connectedCallback(): void {}
    attributeChangedCallback(): void {}

    /** Properties that are set in a template are attributes here. */
    setProperty(name: string, value: unknown): void {
      if (value === null || /^(string|number|boolean)$/.test(typeof value)) {
        const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        this.#attributes[attribute] = value as string;
      }
    }

    setAttribute(name: string, value: string): void {
      this.#attributes[name.toLowerCase()] = value;
    }

    renderShadow(): string[] | undefined {
      const { shadow } = this.#result;
      return shadow ? [shadow] : undefined;
    }

    renderLight(): string[] | undefined {
      return undefined;
    }

    renderAttributes(): string[] {
      return [this.#result.attributes];
    }
  };
