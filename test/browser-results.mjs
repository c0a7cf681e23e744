/** A reporter of @web/test-runner that writes how many tests passed and which failed, as JSON. */
import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';

/** Every test of a suite and of those inside it. */
const testsOf = (suite) => [...(suite?.tests ?? []), ...(suite?.suites ?? []).flatMap(testsOf)];

/** @param {string} file */
export const browserResults = (file) => ({
  async onTestRunFinished({ sessions }) {
    let passed = 0;
    const failures = [];
    for (const session of sessions) {
      const where = `${session.browser.name}, ${relative('.', session.testFile)}`;
      const before = failures.length;
      for (const test of testsOf(session.testResults)) {
        // A skipped test is one that was not kept.
        if (test.passed && !test.skipped) passed++;
        else failures.push(`${where}: ${test.name}\n  ${test.error?.message ?? 'skipped'}`);
      }
      // A file that did not load has no tests that could fail.
      if (!session.passed && failures.length === before) {
        failures.push(`${where}\n  ${session.errors[0]?.message ?? 'could not be run'}`);
      }
    }
    await writeFile(file, JSON.stringify({ passed, failed: failures.length, failures }));
  },
});
