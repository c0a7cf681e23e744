import { defineConfig } from 'vitest/config';
import { define } from './build/version.mjs';

/** Tests that need `dist/`: of the package, and of the demo in a real browser. */
const built = [
  'test/package/**/*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/embedding/**/*.test.ts',
  'test/cms/**/*.test.ts',
  'test/recipes/*.test.ts',
  'test/storybook/**/*.test.ts',
];

/** Tests that need `dist/` and a package registry: of apps that the package is installed in. */
const apps = 'test/consumers/*.test.ts';

/** @param minutes Longest time of a test, for machines that have other work as well. */
const project = (name: string, minutes: number, include: string[], exclude: string[] = []) => ({
  define,
  test: {
    name,
    include,
    exclude: [...exclude, '**/node_modules/**'],
    allowOnly: false,
    testTimeout: minutes * 60_000,
    hookTimeout: minutes * 60_000,
    expect: { poll: { timeout: minutes * 20_000 } },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 5, ['test/**/*.test.ts'], ['test/browser/**', ...built, apps]),
      project('package', 10, built.slice(0, 1)),
      project('e2e', 5, built.slice(1)),
      project('consumers', 10, [apps]),
    ],
  },
});
