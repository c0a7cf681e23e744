/** Tests in real browsers: those that are installed, or `ENGINES=chromium,firefox,webkit` some of them. */
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { define } from './build/version.mjs';
import { browserResults } from './test/browser-results.mjs';
import { findEngines } from './test/engines.mjs';
import { webkitLauncher } from './test/webkit-launcher.mjs';

const launchers = {
  chromium: ({ browser }) =>
    chromeLauncher({
      launchOptions: {
        executablePath: browser,
        args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
      },
    }),
  firefox: ({ browser }) =>
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: browser, headless: true },
    }),
  webkit: webkitLauncher,
};

const { found } = findEngines();
const names = Object.keys(found);
if (!names.length) {
  throw new Error('No browser was found. CHROME_PATH and FIREFOX_PATH may say where they are.');
}
const { BROWSER_RESULTS } = process.env;

export default {
  rootDir: import.meta.dirname,
  files: 'test/browser/**/*.test.ts',
  // Lit's development build: its warnings are faults here.
  nodeResolve: { exportConditions: ['development'] },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${import.meta.dirname}/tsconfig.json`, define }),
  ],
  browsers: await Promise.all(names.map((name) => launchers[name](found[name]))),
  // A page at a time: a page in the background is slowed down.
  concurrency: 1,
  hostname: '127.0.0.1',
  testFramework: { config: { timeout: 15_000, forbidOnly: true } },
  filterBrowserLogs: ({ args }) => !/lit\.dev\/msg\/dev-mode/.test(String(args[0])),
  staticLogging: !process.stdout.isTTY,
  reporters: [
    defaultReporter({ reportTestProgress: false }),
    ...(BROWSER_RESULTS ? [browserResults(BROWSER_RESULTS)] : []),
  ],
};
