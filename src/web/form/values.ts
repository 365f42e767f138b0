/** What a form sent, before anybody has made sense of it. */

/** Every control by name, in the order sent; a name may come several times. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** The same as plain data, kept in drafts and given back to forms. */
export type FormEcho = Readonly<Record<string, readonly string[]>>;

/** A file that came with a form, whole in memory. */
export interface UploadedFile {
  /** The control it came from. */
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** More than the form takes: nothing of it was kept. */
  readonly isTooLarge?: true;
}

/** A posted form. */
export interface PostedForm {
  readonly values: FormValues;
  readonly files: readonly UploadedFile[];
}

/** A form with nothing in it. */
export const EMPTY_FORM: PostedForm = { values: new Map(), files: [] };

/** Most controls one form may send; more is never a person's doing. */
export const MOST_CONTROLS = 5000;

/** The controls of an urlencoded or multipart form by name; what comes after {@link MOST_CONTROLS} is left out. */
export function collectValues(pairs: Iterable<readonly [string, string]>): FormValues {
  const values = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > MOST_CONTROLS) break;
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

/** The first value of a control, or undefined. */
export function firstValue(values: FormValues, name: string): string | undefined {
  return values.get(name)?.[0];
}

/** Names of controls that belong to the form itself and never to an act's body. */
export const FORM_NAMES = { token: 'csrf', key: '__key', seq: '__seq', as: '__as', rows: '__rows', resume: '__resume' } as const;

/** What a form says about itself beside the fields of its act, as the write door takes it. */
export interface FormEnvelope {
  readonly idempotencyKey?: string;
  readonly expectedSeq?: number;
  /** The capacity chosen, by key. */
  readonly as?: string;
}

/** The envelope of a form; a control nobody could have sent by the form itself is left out. */
export function readEnvelope(values: FormValues): FormEnvelope {
  const key = firstValue(values, FORM_NAMES.key);
  const seq = firstValue(values, FORM_NAMES.seq);
  const as = firstValue(values, FORM_NAMES.as);
  return {
    ...(key !== undefined && /^[\w-]{1,100}$/.test(key) ? { idempotencyKey: key } : {}),
    ...(seq !== undefined && /^\d{1,5}$/.test(seq) ? { expectedSeq: Number(seq) } : {}),
    ...(as ? { as } : {}),
  };
}
