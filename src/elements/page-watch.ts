/** Calls `found` with every element of the page that matches, also with those that are added later. */
export const eachMatch = (selector: string, found: (element: HTMLElement) => void): void => {
  const look = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) found(element);
  };
  look(document);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes as NodeListOf<HTMLElement>) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(selector)) found(node);
        look(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
};
