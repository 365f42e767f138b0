/** Thousands read and confirm the same papers at once: what happens on the afternoon a directive is sent to everybody. */
import type { DossierId, PersonId } from '../../src/kernel/ids.ts';
import { asInstant, toLegalDate } from '../../src/kernel/time.ts';
import type { Performed } from '../../src/store/command.ts';
import { perform } from '../../src/store/perform.ts';
import { runCallers } from '../measure/callers.ts';
import type { Report } from '../measure/line.ts';
import type { Site } from './site.ts';

/** The name of its line. */
export const confirmName = (count: number): string => `${count} confirmations, 16 callers`;

interface Reading {
  readonly dossier: DossierId;
  readonly person: PersonId;
}

const UNITS_AT_ONCE = 18;
/** A kept province has the directives of earlier runs. */
const FIRST_SYMBOL = (Math.floor(Date.now() / 1000) % 1_000_000) * 100;

/** Sends directives to the communes until so many confirmations are awaited, then lets sixteen callers give them. */
export async function measureConfirmations(report: Report, site: Site, count: number): Promise<void> {
  const units = site.asker.org.communes().map((unit) => unit.id);
  const perDirective = Math.floor(units.length / UNITS_AT_ONCE) * UNITS_AT_ONCE;
  const readings: Reading[] = [];
  await runCallers(4, 600_000, async (n) => {
    if (n >= Math.ceil(count / perDirective)) return false;
    readings.push(...(await sendDirective(site, n, units)));
    return true;
  });
  const due = readings.slice(0, count);
  if (due.length < count) throw new Error(`only ${due.length} of ${count} confirmations are awaited`);
  const measured = await runCallers(16, 600_000, async (n) => {
    const reading = due[n];
    if (!reading) return false;
    return perform(
      site.store,
      { person: reading.person },
      {
        dossier: reading.dossier,
        act: 'confirm',
        body: { understood: true, lines: [{ text: 'Đã phổ biến tới toàn thể cán bộ.' }] },
      },
    );
  });
  const name = confirmName(count);
  report.add(name, measured.perSecond, 'acts/s');
  report.add(`${name}, p50`, measured.p50, 'ms');
  report.add(`${name}, p95`, measured.p95, 'ms');
  report.add(`${name}, seen by a person as refused or to be tried again`, measured.failed, '');
}

async function sendDirective(site: Site, n: number, units: readonly string[]): Promise<readonly Reading[]> {
  const { org } = site.asker;
  const clerk = personAt(site, '22-vptu.clerk');
  const head = personAt(site, '22-vptu.head');
  const today = toLegalDate(asInstant(Date.now()));
  const symbol = `${FIRST_SYMBOL + n}-CV/TU`;
  const opened = await perform(
    site.store,
    { person: clerk },
    {
      kind: 'directive',
      act: 'take-in',
      body: {
        symbol,
        form: 'party',
        issuer: 'Ban Thường vụ',
        issuedOn: today,
        type: 'dispatch',
        subject: 'Khuyến khích, bảo vệ cán bộ dám nghĩ, dám làm',
        identity: `${symbol}|ban thuong vu|${today}`,
      },
    },
  );
  const act = (person: PersonId, name: string, body: object): Promise<Performed> =>
    perform(site.store, { person }, { dossier: opened.dossier, act: name, body });
  await act(clerk, 'add-sentences', { sentences: [{ n: 1, text: 'Các đơn vị quán triệt tới toàn thể cán bộ, đảng viên.' }] });
  await act(clerk, 'issue', {});
  const readings: Reading[] = [];
  for (let at = 0; at + UNITS_AT_ONCE <= units.length; at += UNITS_AT_ONCE) {
    const chosen = units.slice(at, at + UNITS_AT_ONCE);
    const { opened: children } = await act(head, 'distribute', { units: chosen });
    for (const [i, child] of children.entries()) {
      const post = org.headPost(chosen[i] as never);
      const person = post === undefined ? undefined : org.actingHolder(post)?.person;
      if (person) readings.push({ dossier: child.dossier, person });
    }
  }
  return readings;
}

function personAt(site: Site, post: string): PersonId {
  const holder = site.asker.org.actingHolder(post as never);
  if (!holder) throw new Error(`nobody holds ${post}`);
  return holder.person;
}
