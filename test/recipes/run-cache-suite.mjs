/**
 * Runs the HTTP caching suite against a proxy, `node run-cache-suite.mjs BASE [ID …]`, and prints what came
 * out of each test that the suite calls required.
 */
import fetch from 'node-fetch';
import { getResults, runTests } from 'http-cache-tests/client/runner.mjs';
import suites from 'http-cache-tests/tests/index.mjs';

// A few at a time: they measure seconds, and the machine may have other work.
const AT_ONCE = 40;

const [base, ...ids] = process.argv.slice(2);
const required = suites
  .flatMap(({ tests }) => tests)
  .filter(({ kind = 'required', browser_only: ofBrowsers }) => kind === 'required' && !ofBrowsers)
  .filter(({ id }) => !ids.length || ids.includes(id));
await runTests([{ tests: required }], fetch, false, base, AT_ONCE);
const results = getResults();
console.log(JSON.stringify(required.map(({ id }) => ({ id, result: results[id] }))));
