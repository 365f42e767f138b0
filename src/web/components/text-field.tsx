import { controlAttributes, Field, type FieldProps } from './field.tsx';
import { Island } from './island.tsx';
import type { Lang } from './translator.ts';

/** A field of one line; `autocomplete` is the token of WCAG 1.3.5 or `off`. */
export type TextFieldProps = FieldProps & {
  value?: string;
  autocomplete?: string;
  type?: 'text' | 'email' | 'tel' | 'search' | 'password' | 'url';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'search';
  width?: 'w10' | 'w20';
  placeholder?: string;
  maxLength?: number;
};

/** Preact types every kind of input apart; the kinds of a text field differ in nothing this file uses. */
function asOneType(type: string): { type: 'text' } {
  return { type: type as 'text' };
}

/** A text field of one line. */
export function TextField(props: TextFieldProps) {
  const { value, autocomplete = 'off', type = 'text', inputMode, width, placeholder, maxLength } = props;
  return (
    <Field field={props}>
      <input
        class={width ? `in ${width}` : 'in'}
        {...controlAttributes(props)}
        {...asOneType(type)}
        value={value}
        autocomplete={autocomplete}
        inputMode={inputMode}
        placeholder={placeholder}
        maxLength={maxLength}
      />
    </Field>
  );
}

/** A text field of several lines; with `similar` it looks for dossiers already there, without ever blocking. */
export function TextArea(
  props: FieldProps & {
    value?: string;
    rows?: number;
    maxLength?: number;
    similar?: { url: string; continueHref?: string };
  },
) {
  const { t, value, rows = 4, maxLength, similar } = props;
  const area = (
    <textarea class="in" {...controlAttributes(props)} rows={rows} maxLength={maxLength} autocomplete="off" value={value} />
  );
  return (
    <Field field={props}>
      {similar ? (
        <Island
          name="kt-similar"
          data={{
            'data-url': similar.url,
            'data-heading': t('similar.heading'),
            'data-join': t('obstacle.joinThis'),
            'data-not-same': t('obstacle.notSame'),
          }}
        >
          {area}
        </Island>
      ) : (
        area
      )}
    </Field>
  );
}

/** A date as dd/MM/yyyy in a plain text field, with an echo of what was understood. */
export function DateField(
  props: FieldProps & { lang: Lang; value?: string; echo?: string; echoUrl?: string; today?: string; autocomplete?: string },
) {
  const { t, id, lang, value, echo, echoUrl, today, autocomplete = 'off' } = props;
  const field = { ...props, hint: props.hint ?? t('form.dateHint') };
  return (
    <Field field={field}>
      <Island
        name="kt-date"
        data={{ 'data-lang': lang, 'data-today': today, 'data-echo-url': echoUrl, 'data-bad': t('error.date') }}
      >
        <input class="in w10" {...controlAttributes(field, `${id}-echo`)} type="text" value={value} autocomplete={autocomplete} />
        <output class="echo" id={`${id}-echo`} for={id}>
          {echo}
        </output>
      </Island>
    </Field>
  );
}

/** An amount as officials write it («1,2 tỷ») with an echo in full, which prevents errors by a factor of a thousand. */
export function MoneyField(props: FieldProps & { lang: Lang; value?: string; echo?: string; unit?: string }) {
  const { t, id, lang, value, echo, unit } = props;
  const field = { ...props, hint: props.hint ?? t('form.moneyHint') };
  return (
    <Field field={field}>
      <Island name="kt-money" data={{ 'data-lang': lang, 'data-bad': t('form.moneyBad') }}>
        <div class="money">
          <input class="in" {...controlAttributes(field, `${id}-unit ${id}-echo`)} type="text" value={value} autocomplete="off" />
          <span id={`${id}-unit`}>{unit ?? t('form.moneyUnit')}</span>
        </div>
        <output class="echo" id={`${id}-echo`} for={id}>
          {echo}
        </output>
      </Island>
    </Field>
  );
}

/** A file field that says its limits before the choice. */
export function FileField(props: FieldProps & { accept?: string; multiple?: boolean }) {
  const { accept, multiple } = props;
  return (
    <Field field={props}>
      <input class="in file" {...controlAttributes(props)} type="file" accept={accept} multiple={multiple} />
    </Field>
  );
}
