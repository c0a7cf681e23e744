/** Every story is a test in Chromium: that it renders, that its play function holds, that axe finds nothing. */
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook` })],
  // Found one by one while tests run, a package would reload the page below them.
  optimizeDeps: {
    include: ['lit', 'lit/directives/ref.js', '@lit/reactive-element', 'storybook/actions/decorator', 'storybook/test'],
  },
  test: {
    name: 'stories',
    allowOnly: false,
    // For machines that have other work as well.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: 180_000,
      provider: playwright({
        launchOptions: {
          executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
          args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
