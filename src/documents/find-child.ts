import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a child process is started: arguments for this Node and the folder they are resolved in. */
export interface ChildCommand {
  readonly args: readonly string[];
  readonly cwd: string;
}

/**
 * Finds the built program of a child: beside the running program, or in the checkout's dist/ when sources run, as in tests; `beside` is an `import.meta.url`.
 * @throws when it is not built
 */
export function findChild(name: string, beside: string): ChildCommand {
  const here = path.dirname(fileURLToPath(beside));
  const places = [here, path.dirname(here), path.resolve(here, '../../../dist')];
  const folder = places.find((place) => existsSync(path.join(place, `${name}.js`)));
  if (folder === undefined) throw new Error(`dist/${name}.js is not built`);
  return { args: [path.join(folder, `${name}.js`)], cwd: folder };
}
