import { pageRegistry, sayOnce } from '../stats/page-registry.js';

/** Names of the widgets that this copy of the script brings. */
export const widgets = new Set<string>();

/** Registers a widget unless the page already has an element of that name: the first copy of the script wins. */
export const define = (tag: string, element: CustomElementConstructor): void => {
  const registry = globalThis.customElements;
  widgets.add(tag);
  if (!registry?.get(tag)) registry?.define(tag, element);
  else if (pageRegistry.version !== __VERSION__) {
    sayOnce(
      `version ${__VERSION__} was loaded after ${pageRegistry.version}, which stays in charge.`,
      'info',
    );
  }
};
