/** Resolves after so many ms, or at once where the signal is or becomes aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(clock);
      signal.removeEventListener('abort', end);
      done();
    };
    const clock = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
