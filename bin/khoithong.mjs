#!/usr/bin/env node
/** Starts the program: checks Node, rebuilds in a checkout when sources are newer than dist/, then hands over to dist/khoithong.js. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const program = path.join(root, 'dist', 'khoithong.js');
const stamp = path.join(root, 'dist', 'manifest.json');

function isNodeNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

/** Newest change among the files the build reads; tests do not count. */
function newestChange(file) {
  const info = statSync(file, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return /\.test\.tsx?$/.test(file) ? 0 : info.mtimeMs;
  // Only files count: a folder's time moves when an editor or a test puts a passing file into it.
  return readdirSync(file).reduce((newest, name) => Math.max(newest, newestChange(path.join(file, name))), 0);
}

function isStale() {
  if (!existsSync(path.join(root, 'src'))) return false;
  if (!existsSync(program) || !existsSync(stamp)) return true;
  const sources = ['src', 'packs', 'package.json', 'bin/build.mjs'].map((name) => path.join(root, name));
  return Math.max(...sources.map(newestChange)) > statSync(stamp).mtimeMs;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!isNodeNewEnough()) {
  stop(
    `Khơi Thông cần Node 20.19 trở lên, máy này đang dùng Node ${process.versions.node}. / ` +
      `Khơi Thông needs Node 20.19 or newer; this is Node ${process.versions.node}.`,
  );
}
if (isStale()) {
  const built = spawnSync(process.execPath, [path.join(root, 'bin', 'build.mjs')], { encoding: 'utf8' });
  if (built.status !== 0) process.stderr.write(built.stderr ?? '');
}
if (!existsSync(program)) {
  stop(
    'Chưa dựng được chương trình: hãy chạy "npm ci" trong thư mục này bằng tài khoản có quyền ghi. / ' +
      'The program is not built: run "npm ci" in this folder with an account that may write to it.',
  );
}
await import(pathToFileURL(program).href);
