/** One observer for all widgets: tells each, once, that it has come near the viewport. */
const waiting = new WeakMap<Element, () => void>();

const observer =
  globalThis.IntersectionObserver &&
  new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        const then = waiting.get(target);
        stopWaiting(target);
        then?.();
      }
    },
    { rootMargin: '300px' },
  );

/** Calls `then` once the element is near the viewport. */
export const whenNear = (element: Element, then: () => void): void => {
  waiting.set(element, then);
  observer?.observe(element);
};

/** Stops waiting. */
export const stopWaiting = (element: Element): void => {
  waiting.delete(element);
  observer?.unobserve(element);
};
