/** Runs all tests: builds, the browser tests with the unit tests beside them, then database and whole; ends with "N passed, N failed". */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
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

/**
 * Runs beside whatever comes next and tells its story when it is waited for: a browser leaves most of a processor idle.
 */
function runBeside(title, args) {
  const log = path.join(results, 'beside.log');
  const written = openSync(log, 'w');
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', written, written] });
  const ended = once(child, 'exit');
  return async () => {
    const [code] = await ended;
    closeSync(written);
    console.log(`\n== ${title}`);
    process.stdout.write(readFileSync(log));
    return code === 0;
  };
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

function readVitest(name) {
  const report = readJson(`${name}.json`);
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

function vitestArgs(name, projects) {
  const report = `--outputFile.json=${path.join(results, `${name}.json`)}`;
  const only = projects.map((project) => `--project=${project}`);
  return [binOf('vitest', 'vitest.mjs'), 'run', ...only, '--reporter=default', '--reporter=json', report];
}

// One worker: two would take the browser's processor, too. A database or a program that is waited for stays out of it.
const unitEnded = runBeside('unit tests', [...vitestArgs('unit', ['unit']), '--maxWorkers=1']);
const browserArgs = ['test', '--project=core', '--reporter=list,json'];
const browserEnv = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(results, 'playwright.json') };
add(run('browser tests', [binOf('@playwright/test', 'cli.js'), ...browserArgs], browserEnv), readPlaywright);
add(await unitEnded(), () => readVitest('unit'));
const isWhole = run('database, HTTP and whole-product tests', vitestArgs('database', ['db', 'whole']));
add(isWhole, () => readVitest('database'));

rmSync(results, { recursive: true, force: true });
if (totals.skipped > 0) console.log(`\n${totals.skipped} skipped`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
