/**
 * `npm test`: installs what is missing, then runs every check and every test, and counts them.
 * `npm test -- --only unit` runs a part: checks, unit, browser, package, consumers, stories or e2e; commas join some.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { leave, prepare, PrepareError } from '../demo/prepare.mjs';
import { prepareStories } from '../stories/prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PARTS = ['checks', 'unit', 'browser', 'package', 'consumers', 'stories', 'e2e'];

const partsWanted = () => {
  let only;
  try {
    ({ only } = parseArgs({ options: { only: { type: 'string' } } }).values);
  } catch (error) {
    throw new PrepareError(`${error.message.split('. ')[0]}. Known is --only with ${PARTS.join(', ')}.`);
  }
  const parts = only?.split(',').map((part) => part.trim()) ?? PARTS;
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new PrepareError(`--only "${unknown}" is none of ${PARTS.join(', ')}.`);
  }
  return parts;
};

/**
 * Runs one of the installed programs in the open, or with `quiet` without a word where it succeeds.
 * Resolves to its exit code.
 */
const run = (program, args, { env = {}, quiet = false } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin', program), args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
      stdio: ['ignore', ...(quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) process.stdout.write(output);
      resolve(code ?? 1);
    });
  });

const results = [];

/** One headed step. `work` resolves to how many tests or checks passed and failed. */
const step = async (name, work) => {
  const start = Date.now();
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const { passed, failed, failures = [] } = await work().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1, failures: [String(error)] };
  });
  results.push({ name, passed, failed, failures, seconds: Math.round((Date.now() - start) / 1000) });
  return failed === 0;
};

/** A check that passes or fails as a whole: programs with their arguments, one after the other. */
const check = (name, ...commands) =>
  step(name, async () => {
    for (const command of commands) {
      const [program, ...args] = command.split(' ');
      if ((await run(program, args, { quiet: true })) !== 0) return { passed: 0, failed: 1 };
    }
    console.log(`✓ ${commands.join(', ')}`);
    return { passed: 1, failed: 0 };
  });

/** Bytes of gzip of each entry against its limit. */
const budgets = () =>
  step('bundle budgets', async () => {
    const { weigh, kB } = await import('./bench/sizes.mjs');
    const sum = { passed: 0, failed: 0 };
    for (const { name, gzip, limit, goal } of (await weigh()).filter((entry) => entry.limit)) {
      const fits = gzip <= limit;
      sum[fits ? 'passed' : 'failed']++;
      const open = gzip > goal ? `; the goal of ${kB(goal)} is not reached yet` : '';
      console.log(`${fits ? '✓' : '✗'} ${name}: ${kB(gzip)} of at most ${kB(limit)}${open}`);
    }
    return sum;
  });

const folder = mkdtempSync(join(tmpdir(), 'wistia-widgets-results-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** What a runner wrote about its tests. A runner that failed without one that failed has failed itself. */
const counted = (file, exitCode, count) => {
  const sum = count(JSON.parse(readFileSync(file, 'utf8')));
  if (exitCode !== 0 && sum.failed === 0) sum.failed = 1;
  return sum;
};

/** Skipped tests count as failed: every test runs, always. A file that could not be read counts as one. */
const vitestCount = ({ testResults }) => {
  const tests = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    if (status === 'failed' && !assertionResults.length) return [{ name: file, passed: false, message }];
    return assertionResults.map((test) => ({
      name: `${file}: ${test.fullName}`,
      passed: test.status === 'passed',
      message: test.failureMessages?.[0] ?? test.status,
    }));
  });
  const failures = tests.filter(({ passed }) => !passed);
  return {
    passed: tests.length - failures.length,
    failed: failures.length,
    failures: failures.map(({ name, message }) => `${name}\n  ${message.split('\n').slice(0, 3).join('\n  ')}`),
  };
};

const vitest = (name, project, ...options) =>
  step(name, async () => {
    const file = join(folder, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await run('vitest', ['run', '--project', project, ...options, ...reporters]);
    return counted(file, code, vitestCount);
  });

const browsers = (engines) =>
  step(`tests in ${Object.keys(engines).join(', ')}`, async () => {
    const file = join(folder, 'browser.json');
    const code = await run('wtr', [], { env: { BROWSER_RESULTS: file } });
    return counted(file, code, (sum) => sum);
  });

const checks = async () => {
  await check('types', 'tsc --noEmit');
  await check('lint', 'eslint .');
  if (!(await check('build', 'rollup -c --silent', 'tsc -p tsconfig.build.json', 'cem analyze --quiet --config custom-elements-manifest.config.mjs'))) return;
  await budgets();
  await check('publint', 'publint --strict');
  // The classic script has no types.
  await check('are the types wrong', 'attw --pack . --profile esm-only --exclude-entrypoints wistia-widgets.js wistia-widgets-private.js');
  await check('knip', 'knip');
};

const report = () => {
  console.log(`\n── summary ${'─'.repeat(63)}`);
  for (const { name, passed, failed, seconds } of results) {
    const counts = `${passed} passed${failed ? `, ${failed} FAILED` : ''}`;
    console.log(`${failed ? '✗' : '✓'} ${name.padEnd(44)} ${counts.padEnd(26)} ${seconds} s`);
  }
  const failures = results.flatMap((result) => result.failures);
  if (failures.length) console.log(`\n${failures.join('\n')}`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') ? 1 : 0;
};

try {
  const parts = partsWanted();
  const has = (...names) => names.some((name) => parts.includes(name));
  const engines = await prepare({
    // Among the checks the build is one, and tells what is wrong with it.
    build: has('package', 'consumers', 'stories', 'e2e') && !has('checks'),
    browsers: has('browser', 'consumers', 'stories', 'e2e'),
    contentSystems: has('e2e'),
    postgres: has('unit'),
    services: has('unit', 'e2e'),
    recipes: has('e2e'),
  });
  if (engines.chromium) process.env.CHROME_PATH = engines.chromium.browser;
  if (has('checks')) await checks();
  if (has('unit')) await vitest('tests in Node', 'unit');
  if (has('browser')) await browsers(engines);
  if (has('package')) await vitest('the package', 'package');
  if (has('consumers')) {
    if (engines.chromium) await vitest('apps that use the package', 'consumers');
    else console.log('\nThe apps that use the package are left out: they need Chromium.');
  }
  if (has('stories') && engines.chromium) {
    await prepareStories();
    await vitest('every story, in Chromium', 'stories', '--config', 'vitest.stories.config.ts');
  }
  if (has('e2e')) {
    if (engines.chromium) await vitest('the demo, end to end', 'e2e');
    else console.log('\nThe demo is not tested end to end: that needs Chromium.');
  }
  report();
} catch (error) {
  leave(error);
}
