/** An element that waits until it comes near the viewport. */
export interface Approaching extends Element {
  /** It has come near. Called once. */
  cameNear(): void;
}

const waiting = new Set<Approaching>();

const arrive = (element: Approaching): void => {
  stopWaiting(element);
  element.cameNear();
};

/** One observer for all widgets. */
const observer =
  globalThis.IntersectionObserver &&
  new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) arrive(target as Approaching);
      }
    },
    { rootMargin: '300px' },
  );

// Paper has no viewport.
globalThis.addEventListener?.('beforeprint', () => waiting.forEach(arrive));

/** Tells the element once it is near the viewport. */
export const waitUntilNear = (element: Approaching): void => {
  waiting.add(element);
  observer.observe(element);
};

/** Stops waiting. */
export const stopWaiting = (element: Approaching): void => {
  waiting.delete(element);
  observer.unobserve(element);
};
