/** `khoithong import-people FILE`: registers come in from a file, after the same comparison as on the page. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { documentMessages, readSheets, type Sheet } from '../../documents/index.ts';
import { createTranslator } from '../../kernel/messages.ts';
import { isLegalDate, type LegalDate } from '../../kernel/time.ts';
import { type RegisterChange, type RegisterPlan, registerWords, sayRegisterProblem } from '../../organisation/register/index.ts';
import { carryOutRegister, holdSheets, previewRegister } from '../../store/register.ts';
import { askAs } from '../../store/store.ts';
import type { CommandContext, OptionValues } from '../command.ts';
import { fileProblem } from '../file-problem.ts';
import { findKnownPerson } from '../known-person.ts';
import { StartProblem } from '../start-problem.ts';
import { withStore } from '../with-store.ts';
import { print, say, usageProblem } from '../words.ts';

/** Most changes and problems printed one by one; the counts are always whole. */
const PRINTED = 200;
const intake = createTranslator(documentMessages);

/** Exit code 0 when done or nothing changes, 1 with every wrong cell named. Acts as the person named, else as the system. */
export async function importPeople({ config, values, files, root }: CommandContext): Promise<number> {
  const [file = ''] = files;
  const asked = readWish(values);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw fileProblem('problem.noFile', file, error);
  });
  const sheets = await sheetsOf(bytes);
  return withStore({ config, root }, async (store) => {
    const person = asked.person === undefined ? null : await findKnownPerson(store, asked.person);
    const asker = await askAs(store, person);
    const date = asked.date ?? asker.today;
    const effectiveOn = asked.effective ?? date;
    if (effectiveOn < date) throw usageProblem('usage.badDate', { value: effectiveOn });
    const wish = { effectiveOn, decisionNumber: asked.number, missing: asked.missing };
    const { plan, digest } = await previewRegister(store, asker, sheets, wish);
    if (plan.problems.length > 0) return tellProblems(plan);
    tellChanges(plan);
    if (asked.dryRun) print(say('say.dryRun'));
    if (asked.dryRun || plan.ops.length === 0) return 0;
    const held = await holdSheets(store, asker, sheets);
    const name = path.basename(file).slice(0, 120);
    const { taken } = await carryOutRegister(
      store,
      { person },
      {
        sheets,
        heading: { decisionNumber: asked.number, title: asked.title ?? name, date, effectiveOn },
        wish,
        source: { ...held, name: `${name}.json` },
        key: randomUUID(),
        agreed: digest,
      },
    );
    if (taken) print(say('say.imported', { rows: taken.rows, acts: taken.acts, number: taken.number ?? taken.dossier }));
    return 0;
  });
}

interface Wish {
  readonly number: string;
  readonly title?: string;
  readonly date?: LegalDate;
  readonly effective?: LegalDate;
  readonly missing: 'keep' | 'end';
  readonly dryRun: boolean;
  readonly person?: string;
}

function readWish(values: OptionValues): Wish {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const day = (name: string): LegalDate | undefined => {
    const value = text(name);
    if (value !== undefined && !isLegalDate(value)) throw usageProblem('usage.badDate', { value });
    return value;
  };
  const number = text('number');
  if (number === undefined) throw usageProblem('usage.numberNeeded');
  const missing = text('missing') ?? 'keep';
  if (missing !== 'keep' && missing !== 'end') throw usageProblem('usage.badMissing', { value: missing });
  const [title, date, effective, person] = [text('title'), day('date'), day('effective'), text('person')];
  return {
    number,
    missing,
    dryRun: values['dry-run'] === true,
    ...(title === undefined ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(effective === undefined ? {} : { effective }),
    ...(person === undefined ? {} : { person }),
  };
}

async function sheetsOf(bytes: Buffer): Promise<readonly Sheet[]> {
  const read = await readSheets(bytes);
  if (read.ok) return read.sheets;
  const { code, params } = read.refusal;
  const sentence = { vi: intake('vi')(`sheet.${code}`, params), en: intake('en')(`sheet.${code}`, params) };
  throw new StartProblem(`main.sheet.${code}`, sentence);
}

function tellProblems(plan: RegisterPlan): number {
  for (const one of plan.problems.slice(0, PRINTED)) {
    print({ vi: sayRegisterProblem(one, 'vi'), en: sayRegisterProblem(one, 'en') });
  }
  if (plan.problems.length > PRINTED) print(say('say.notShown', { count: plan.problems.length - PRINTED }));
  print(say('problem.badCells', { n: plan.problems.length }), process.stderr);
  return 1;
}

function tellChanges(plan: RegisterPlan): void {
  if (plan.changes.length === 0) {
    print(say('say.nothingChanges', { rows: plan.rows }));
    return;
  }
  for (const change of plan.changes.slice(0, PRINTED)) print({ vi: lineOf(change, 'vi'), en: lineOf(change, 'en') });
  if (plan.changes.length > PRINTED) print(say('say.notShown', { count: plan.changes.length - PRINTED }));
  const count = (is: RegisterChange['is']): number => plan.changes.filter((change) => change.is === is).length;
  print(
    say('say.changes', {
      n: plan.changes.length,
      added: count('added'),
      changed: count('changed'),
      ended: count('ended'),
      same: plan.same,
    }),
  );
}

function lineOf(change: RegisterChange, lang: 'vi' | 'en'): string {
  const t = registerWords(lang);
  const row = change.row === undefined ? '' : ` (${t('placeInFileRow', { row: change.row })})`;
  return `${t(`change.${change.is}`)} · ${t(`tables.${change.table}`)} · ${change.name} [${change.code}] · ${change.on}${row}`;
}
