/** Calls `found` with every element of the page that matches: now, and again after each change of the page. */
export const eachMatch = (selector: string, found: (element: HTMLElement) => void): void => {
  // One look over the page is cheaper than one at each of a thousand nodes that are added at once.
  const look = (): void => document.querySelectorAll<HTMLElement>(selector).forEach(found);
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
};
