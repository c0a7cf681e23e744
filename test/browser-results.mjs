/** A reporter of @web/test-runner that writes how many tests passed and failed, as JSON. */
import { writeFile } from 'node:fs/promises';

const count = (suite) => {
  const sum = { passed: 0, failed: 0 };
  for (const { passed, skipped } of suite?.tests ?? []) {
    // A skipped test is one that was not kept.
    sum[passed && !skipped ? 'passed' : 'failed']++;
  }
  for (const inner of suite?.suites ?? []) {
    const { passed, failed } = count(inner);
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
};

/** @param {string} file */
export const browserResults = (file) => ({
  async onTestRunFinished({ sessions }) {
    const sum = { passed: 0, failed: 0 };
    for (const { passed, testResults } of sessions) {
      const tests = count(testResults);
      sum.passed += tests.passed;
      // A file that did not load has no tests that could fail.
      sum.failed += passed ? tests.failed : Math.max(1, tests.failed);
    }
    await writeFile(file, JSON.stringify(sum));
  },
});
