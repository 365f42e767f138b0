/** Correcting: which field of which act, and what stands there now. Nobody types the name of a field. */
import { z } from 'zod';
import { correctableFields, findAct, isOwnWriting } from '../../../dossier/common-acts.ts';
import { hidden, prose } from '../../../dossier/field.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import type { Json } from '../../../kernel/json.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import { fillForm } from '../../form/fill-form.ts';
import { type FormEcho, type FormValues, firstValue } from '../../form/values.ts';
import { fieldLabel, fieldText } from '../showing/act-body.tsx';
import { actHref } from '../showing/address.ts';
import { correctionsOf } from '../showing/corrections.ts';
import type { Reader } from '../showing/reader.ts';

/** A field that can be corrected, with its present value. */
export interface CorrectableField {
  readonly seq: number;
  readonly field: string;
  readonly label: string;
  readonly present: string;
  readonly href: string;
}

/** The filled fields of an act, or of every act, that a correction may supersede; newest act first. */
export function correctable(r: Reader, view: DossierView, base: string, seq?: number): readonly CorrectableField[] {
  return view.acts
    .filter((a) => !a.common && a.struck !== 'moved' && (seq === undefined || a.seq === seq) && isOwn(r, a))
    .toReversed()
    .flatMap((a) =>
      correctableFields(view.kind, a.name).flatMap((f): CorrectableField[] => {
        const present = fieldText(r, view.kind.name, f, valueNow(view, a, f.name));
        if (present === '') return [];
        return [
          {
            seq: a.seq,
            field: f.name,
            label: fieldLabel(r, view.kind, a.name, f.name),
            present,
            href: actHref(base, 'correct', { seq: a.seq, field: f.name }),
          },
        ];
      }),
    );
}

/** Only whoever wrote an act may correct it; a writer kept apart from the reader is somebody else. */
export function isOwn(r: Reader, act: ActView): boolean {
  const { actor, facts } = act;
  const isSystem = actor.person === null && !actor.masked;
  return isOwnWriting({ person: actor.person, post: facts.actor.post, isSystem }, r.asker.standing);
}

/** The form of one correction: the field's own control in place of a text for everything. */
export interface CorrectionForm {
  readonly of: CorrectableField;
  /** Fields as the form shows them: one control of the corrected field's kind, and the reason. */
  readonly body: z.ZodType;
  readonly values: FormEcho;
  /** The body the act itself takes, from what the form was understood to say. */
  toBody(read: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** The form for the field asked for; undefined where no such field can be corrected. */
export function correctionForm(r: Reader, view: DossierView, asked: FormValues): CorrectionForm | undefined {
  const seq = Number(firstValue(asked, 'seq'));
  const name = firstValue(asked, 'field');
  const act = view.acts.find((a) => a.seq === seq);
  const spec = act && correctableFields(view.kind, act.name).find((f) => f.name === name);
  const of = correctable(r, view, '', seq).find((f) => f.field === name);
  const shown = findAct(view.kind, 'correct');
  if (!act || !spec || !of || !shown) return undefined;
  const control = spec.meta.sealed === undefined ? 'number' : 'text';
  const body = z.object({
    seq: hidden(),
    field: hidden(),
    [control]: spec.schema.meta() === undefined ? spec.schema.meta(spec.meta) : spec.schema,
    reason: prose({ min: 10 }),
  });
  const present = valueNow(view, act, spec.name);
  return {
    of,
    body,
    values: fillForm(fieldsOf(body), {
      seq: String(seq),
      field: of.field,
      ...(present === undefined ? {} : { [control]: present }),
    }),
    toBody: (read) => ({ ...read, seq, field: of.field }),
  };
}

/** What the field says after the corrections so far. */
function valueNow(view: DossierView, act: ActView, name: string): Json | undefined {
  return correctionsOf(view.acts, act.seq).get(name)?.value ?? writtenIn(act, name);
}

function writtenIn(act: ActView, name: string): Json | undefined {
  const { body } = act;
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as { readonly [name: string]: Json })[name]
    : undefined;
}
