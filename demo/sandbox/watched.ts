/** Arithmetic of the stretches of a video that one session watched: `from, to, from, to, …`. */

/** Seconds watched, those seen twice counted twice. */
export const secondsWatched = (watched: ArrayLike<number>): number => {
  let seconds = 0;
  for (let i = 0; i < watched.length; i += 2) seconds += watched[i + 1]! - watched[i]!;
  return seconds;
};

/** The same seconds, each only once: stretches that do not touch, in the video's order. */
export const onlyOnce = (watched: ArrayLike<number>): number[] => {
  if (watched.length <= 2) return Array.from(watched);
  const stretches: [number, number][] = [];
  for (let i = 0; i < watched.length; i += 2) stretches.push([watched[i]!, watched[i + 1]!]);
  stretches.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [from, to] of stretches) {
    const last = merged.length - 1;
    if (last > 0 && from <= merged[last]!) merged[last] = Math.max(merged[last]!, to);
    else merged.push(from, to);
  }
  return merged;
};
