import type { ComponentChildren } from 'preact';
import { errorId } from './error-summary.tsx';
import { Icon } from './icon.tsx';
import type { Translator } from './translator.ts';

/** What every field shares. `id` is also the target of the error summary; `number` shows the question's number. */
export type FieldProps = {
  t: Translator;
  id: string;
  name: string;
  label: string;
  hint?: ComponentChildren;
  error?: string;
  /** Shows the required mark and sets aria-required; the server decides. */
  required?: boolean;
  /** Says "optional" beside the label, for forms where most fields are required. */
  optional?: boolean;
  number?: number;
};

/** The ids that describe a field to assistive technology, or undefined when there are none. */
export function describedBy(field: Pick<FieldProps, 'id' | 'hint' | 'error'>, more?: string): string | undefined {
  const ids = [field.hint ? `${field.id}-hint` : '', field.error ? errorId(field.id) : '', more ?? ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** The attributes every control of a field carries. */
export function controlAttributes(field: FieldProps, more?: string) {
  return {
    id: field.id,
    name: field.name,
    'aria-describedby': describedBy(field, more),
    'aria-invalid': field.error ? ('true' as const) : undefined,
    'aria-required': field.required ? ('true' as const) : undefined,
  };
}

function LabelText({ field }: { field: FieldProps }) {
  return (
    <>
      {field.number === undefined ? null : <span class="n">{field.number}</span>}
      {field.label}
      {field.required ? (
        <>
          <span class="req" aria-hidden="true">
            *
          </span>
          <span class="vh"> ({field.t('form.required')})</span>
        </>
      ) : null}
      {field.optional ? <span class="opt">({field.t('form.optional')})</span> : null}
    </>
  );
}

function HintAndError({ field }: { field: FieldProps }) {
  return (
    <>
      {field.hint ? (
        <p class="hint" id={`${field.id}-hint`}>
          {field.hint}
        </p>
      ) : null}
      {field.error ? (
        <p class="err" id={errorId(field.id)}>
          <Icon name="warn" />
          <span>
            <span class="vh">{field.t('error.title')}: </span>
            {field.error}
          </span>
        </p>
      ) : null}
    </>
  );
}

/** Label, hint and error around one control. */
export function Field({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  return (
    <div class={field.error ? 'q bad' : 'q'}>
      <label for={field.id}>
        <LabelText field={field} />
      </label>
      <HintAndError field={field} />
      {children}
    </div>
  );
}

/** Legend, hint and error around a group of controls. */
export function FieldGroup({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  return (
    <fieldset class={field.error ? 'q bad' : 'q'} aria-describedby={describedBy(field)}>
      <legend>
        <LabelText field={field} />
      </legend>
      <HintAndError field={field} />
      {children}
    </fieldset>
  );
}
