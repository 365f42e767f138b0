import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findRoot } from '../../src/main/root.ts';

/**
 * Guarantees that dist/ is what the sources say, once for a whole run: tests start the program and its children as its users
 * do, built. Compiling them anew for every start took most of the time.
 */
export default function setup(project: TestProject): void {
  buildWhenOlder();
  project.onTestsRerun(async () => buildWhenOlder());
}

function buildWhenOlder(): void {
  const program = path.join(findRoot(import.meta.url), 'bin/khoithong.mjs');
  const ended = spawnSync(process.execPath, [program, '--version'], { encoding: 'utf8' });
  // The program goes on with an older build where there is one; tests of it would say nothing of these sources.
  if (ended.status !== 0 || ended.stderr.includes('build: failed')) throw new Error(`dist/ is not built. ${ended.stderr}`);
}
