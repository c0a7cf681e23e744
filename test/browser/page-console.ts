/** What the page's console was told. A warning of Lit's development build fails the test. */
const lines: string[] = [];

for (const level of ['warn', 'info', 'error'] as const) {
  const write = console[level];
  console[level] = (...args: unknown[]) => {
    lines.push(args.map(String).join(' '));
    // Sentences that a test provokes would only clutter its output.
    if (!lines.at(-1)!.startsWith('wistia-widgets:')) write.apply(console, args);
  };
}

/** Sentences that the widgets have said so far. */
export const said = (): string[] => lines.filter((line) => line.startsWith('wistia-widgets:'));

const litWarnings = (): string[] =>
  lines.filter((line) => /lit\.dev\/msg/.test(line) && !/dev-mode|multiple-versions/.test(line));

afterEach(() => {
  const found = litWarnings();
  lines.length = 0;
  if (found.length) throw new Error(found.join('\n'));
});
