import { pageRegistry, sayOnce } from '../stats/page-registry.js';

/** Registers an element unless the page already has one of that name: the first copy of the script wins. */
export const define = (tag: string, element: CustomElementConstructor): void => {
  const registry = globalThis.customElements;
  if (!registry?.get(tag)) registry?.define(tag, element);
  else if (pageRegistry.version !== __VERSION__) {
    sayOnce(
      `version ${__VERSION__} was loaded after ${pageRegistry.version}, which stays in charge.`,
      'info',
    );
  }
};
