/** `npm run bench:load -- --url <owner's URL> --dossiers <n> [--from <index>]`: fills a demo province that is already prepared. */
import { parseArgs } from 'node:util';
import { TENANT } from '../../src/main/province.ts';
import { loadDossiers } from './load.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, dossiers: { type: 'string' }, from: { type: 'string', default: '0' } },
});
const ownerUrl = values.url ?? process.env['DATABASE_URL'];
const dossiers = Number(values.dossiers);
if (ownerUrl === undefined || !Number.isInteger(dossiers) || dossiers < 1) {
  process.stderr.write('usage: npm run bench:load -- --url postgres://… --dossiers 100000 [--from 0]\n');
  process.exit(2);
}
let told = performance.now();
const report = await loadDossiers({
  ownerUrl,
  tenant: TENANT,
  dossiers,
  from: Number(values.from),
  onProgress: (made) => {
    if (performance.now() - told < 5000) return;
    told = performance.now();
    process.stderr.write(`${made.dossiers} dossiers, ${made.acts} acts\n`);
  },
});
const perSecond = Math.round((report.acts * 1000) / report.loadMillis);
const withIndexes = Math.round((report.acts * 1000) / (report.loadMillis + report.indexMillis));
process.stdout.write(
  `${report.dossiers} dossiers, ${report.acts} acts: ${perSecond} acts/s copied, ${withIndexes} acts/s with the indexes built again ` +
    `(${Math.round(report.loadMillis)} + ${Math.round(report.indexMillis)} ms)\n`,
);
