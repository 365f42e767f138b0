import { defineConfig } from 'vitest/config';

/** `npm run test:long`: what only time, load and violence show. Rounds and counts come from the environment. */
export default defineConfig({
  test: {
    name: 'long',
    include: ['tests/long/**/*.long.ts'],
    globalSetup: ['tests/support/built-program.ts', 'tests/support/global-setup.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: 900_000,
    // Each file has an installation of its own; two of them on two cores would only measure one another.
    fileParallelism: false,
    env: { TZ: 'UTC' },
  },
});
