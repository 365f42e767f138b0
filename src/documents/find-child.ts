import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a child process is started: arguments for this Node and the folder they are resolved in. */
export interface ChildCommand {
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Finds the program of a child: bundled in dist/ beside the running one, or the source in the folder of `beside` (an `import.meta.url`). */
export function findChild(name: string, beside: string): ChildCommand {
  const here = path.dirname(fileURLToPath(beside));
  for (const folder of [here, path.dirname(here)]) {
    const bundled = path.join(folder, `${name}.js`);
    if (existsSync(bundled)) return { args: [bundled], cwd: folder };
  }
  return { args: ['--import', 'tsx', path.join(here, `${name}.ts`)], cwd: here };
}
