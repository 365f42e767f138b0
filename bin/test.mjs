/** Runs all tests: builds, vitest (unit, db, whole), then the browser tests; ends with "N passed, N failed". */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = mkdtempSync(path.join(os.tmpdir(), 'khoithong-results-'));
const totals = { passed: 0, failed: 0, skipped: 0 };

function run(title, args, env = {}) {
  console.log(`\n== ${title}`);
  const ended = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return ended.status === 0;
}

function binOf(name, file) {
  return path.join(root, 'node_modules', name, file);
}

/** Adds what a report counts; a run that failed without a failed test in its report still counts as one failure. */
function add(isFine, readReport) {
  const before = totals.failed;
  try {
    const { passed, failed, skipped } = readReport();
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  } catch {
    // No report: the run ended before its first test.
  }
  if (!isFine && totals.failed === before) totals.failed += 1;
}

const readJson = (name) => JSON.parse(readFileSync(path.join(results, name), 'utf8'));

function readVitest() {
  const report = readJson('vitest.json');
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function readPlaywright() {
  const { expected, unexpected, flaky, skipped } = readJson('playwright.json').stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

const isBuilt = run('build', ['bin/build.mjs']);
if (!isBuilt) totals.failed += 1;

const vitestArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path.join(results, 'vitest.json')}`];
add(run('unit, database, HTTP and whole-product tests', [binOf('vitest', 'vitest.mjs'), ...vitestArgs]), readVitest);

const browserArgs = ['test', '--project=core', '--reporter=list,json'];
const browserEnv = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(results, 'playwright.json') };
add(run('browser tests', [binOf('@playwright/test', 'cli.js'), ...browserArgs], browserEnv), readPlaywright);

rmSync(results, { recursive: true, force: true });
if (totals.skipped > 0) console.log(`\n${totals.skipped} skipped`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
