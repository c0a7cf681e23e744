import { unsafeCSS } from '@lit/reactive-element';
import type { CSSResult } from '@lit/reactive-element';

/**
 * A style sheet as it is written: Lit's tag of that name for sheets that nothing is put into, without
 * what checks that.
 */
export const css = ([text]: TemplateStringsArray): CSSResult => unsafeCSS(text);
