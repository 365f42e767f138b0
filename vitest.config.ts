import { defineConfig } from 'vitest/config';

/** A second run of the same tests may leave some out by name; projects hear of no `--exclude`. */
const leftOut = process.env['LEAVE_OUT']?.split(',') ?? [];
const exclude = ['**/node_modules/**', '**/dist/**', 'data/**', ...leftOut];
const onDatabase = ['**/*.db.test.ts', '**/*.db.test.tsx', '**/*.http.test.ts', '**/*.http.test.tsx'];
const whole = ['tests/whole/**/*.test.ts'];
const built = 'tests/support/built-program.ts';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,bin,verifier,tests,e2e,bench}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...onDatabase, ...whole],
          globalSetup: [built],
          // Pure rooms keep nothing between files: reading every module anew for each would be most of the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: onDatabase,
          exclude: [...exclude, ...whole],
          globalSetup: [built, 'tests/support/global-setup.ts'],
          // Each file has a database of its own; what modules keep belongs to a store or follows from the sources alone.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: whole,
          exclude,
          globalSetup: [built, 'tests/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
    // The machine's own zone must never decide a test; legal dates are Asia/Ho_Chi_Minh by rule, not by setting.
    env: { TZ: 'UTC' },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
