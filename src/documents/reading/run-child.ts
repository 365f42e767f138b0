import { spawn } from 'node:child_process';
import { type ChildCommand, findChild } from '../find-child.ts';
import type { ReadingLimits } from './reading-limits.ts';
import type { DocumentFileType, SheetFileType } from './refusal.ts';

/** What became of the child: its answer, or why there is none. */
export type ChildOutcome =
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'timeout' | 'too-much' | 'too-big' | 'died' };

let running = 0;
const waiting: (() => void)[] = [];
/** Two parsers at once keep a small machine answering; the others wait their turn. */
const MAX_RUNNING = 2;

async function takeTurn(): Promise<void> {
  if (running >= MAX_RUNNING) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
}

/** Hands the place to the next in line, or frees it. */
function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function runOnce(
  bytes: Uint8Array,
  type: DocumentFileType | SheetFileType,
  limits: ReadingLimits,
  command: ChildCommand,
): Promise<ChildOutcome> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${limits.memoryMegabytes}`, '--no-warnings', ...command.args, type],
      {
        cwd: command.cwd,
        env: { NODE_ENV: 'production', TZ: 'UTC' },
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
      },
    );
    const chunks: Buffer[] = [];
    let size = 0;
    let stopped: 'timeout' | 'too-much' | undefined;
    const stop = (why: 'timeout' | 'too-much'): void => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('timeout'), limits.timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // JSON escapes can double the text; anything beyond is not our child's answer.
      if (size > limits.maxTextBytes * 2 + 4096) stop('too-much');
      else chunks.push(chunk);
    });
    child.on('error', () => {
      clearTimeout(timer);
      resolve({ kind: 'died' });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const isOutOfMemory = signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134;
      if (stopped) resolve({ kind: stopped });
      else if (code === 0) resolve({ kind: 'answer', json: Buffer.concat(chunks).toString('utf8') });
      else resolve({ kind: isOutOfMemory ? 'too-big' : 'died' });
    });
    // A child that dies early closes its end; that ending is reported by `close`.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}

/** Parses bytes in a process of its own with a bounded heap, time and answer, an empty environment and nothing written to disk. */
export async function runReadChild(
  bytes: Uint8Array,
  type: DocumentFileType | SheetFileType,
  limits: ReadingLimits,
  command: ChildCommand = findChild('read-child', import.meta.url),
): Promise<ChildOutcome> {
  await takeTurn();
  try {
    return await runOnce(bytes, type, limits, command);
  } finally {
    endTurn();
  }
}
