/** A maker in a process of its own: hears of stretches, answers with what was made. */
import { asTenantId } from '../../src/kernel/ids.ts';
import { asInstant } from '../../src/kernel/time.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { openMaker, type Stretch } from './maker.ts';

/** What the process is told. */
export type MakerTask = { readonly stretch: Stretch } | { readonly end: true };

/** What the process answers. */
export type MakerAnswer =
  | { readonly made: { readonly dossiers: number; readonly acts: number } }
  | { readonly ended: true }
  | { readonly failed: string };

const [url = '', tenant = '', until = ''] = process.argv.slice(2);
const answer = (said: MakerAnswer): void => {
  process.send?.(said);
};
const maker = await openMaker(url, asTenantId(tenant), productRegistry, asInstant(until));

async function obey(task: MakerTask): Promise<void> {
  if ('stretch' in task) {
    answer({ made: await maker.make(task.stretch) });
    return;
  }
  await maker.close();
  answer({ ended: true });
  process.disconnect();
}

process.on('message', (task: MakerTask) => {
  obey(task).catch((error: unknown) => {
    answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  });
});
answer({ made: { dossiers: 0, acts: 0 } });
