import type { ComponentChildren } from 'preact';
import { errorId } from './error-summary.tsx';
import { controlAttributes, Field, FieldGroup, type FieldProps } from './field.tsx';
import { Island } from './island.tsx';

/** An option of a select; `search` holds further words it is found by (code, former name). */
export type SelectOption = { value: string; label: string; search?: string; group?: string };

/** A native select; with `search` a desktop browser turns it into a list one can type in, `grouped` says the group on each line. */
export function Select(
  props: FieldProps & {
    options: readonly SelectOption[];
    value?: string;
    empty?: string;
    search?: boolean | 'grouped';
    autocomplete?: string;
  },
) {
  const { t, options, value, empty, search = false, autocomplete = 'off' } = props;
  const groups = [...new Set(options.map((option) => option.group ?? ''))];
  const select = (
    <select class="in" {...controlAttributes(props)} autocomplete={autocomplete}>
      {empty === undefined && value !== undefined ? null : (
        <option value="" selected={value === undefined || value === ''}>
          {empty ?? t('form.choose')}
        </option>
      )}
      {groups.map((group) => {
        const items = options
          .filter((option) => (option.group ?? '') === group)
          .map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value} data-search={option.search}>
              {option.label}
            </option>
          ));
        return group === '' ? (
          items
        ) : (
          <optgroup key={group} label={group}>
            {items}
          </optgroup>
        );
      })}
    </select>
  );
  return (
    <Field field={props}>
      {search ? (
        <Island
          name="kt-combobox"
          data={{
            'data-matches': t('form.matches'),
            'data-none': t('form.noMatch'),
            'data-group': search === 'grouped' ? '' : undefined,
          }}
        >
          {select}
        </Island>
      ) : (
        select
      )}
    </Field>
  );
}

/** A choice with its consequence in words. */
export type Choice = { value: string; label: ComponentChildren; note?: ComponentChildren };

function ChoiceLabel({ choice }: { choice: Choice }) {
  return (
    <span>
      {choice.label}
      {choice.note ? <small>{choice.note}</small> : null}
    </span>
  );
}

/** Exactly one of several; `columns` sets short choices side by side. The first control carries the field's id. */
export function RadioGroup(props: FieldProps & { choices: readonly Choice[]; value?: string; columns?: boolean }) {
  const { id, name, choices, value, columns = false } = props;
  return (
    <FieldGroup field={props}>
      <div class={columns ? 'choices' : undefined}>
        {choices.map((choice, index) => (
          <label class="choice" key={choice.value}>
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${index}`}
              name={name}
              value={choice.value}
              checked={choice.value === value}
            />
            <ChoiceLabel choice={choice} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** Any number of several; `fold` keeps a long list closed behind its words until one is chosen. The first control carries the field's id. */
export function CheckboxGroup(
  props: FieldProps & { choices: readonly Choice[]; values?: readonly string[]; columns?: boolean; fold?: string },
) {
  const { id, name, choices, values = [], columns = false, error, fold } = props;
  const boxes = (
    <div class={columns ? 'choices' : undefined}>
      {choices.map((choice, index) => (
        <label class="choice" key={choice.value}>
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}-${index}`}
            name={name}
            value={choice.value}
            checked={values.includes(choice.value)}
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? errorId(id) : undefined}
          />
          <ChoiceLabel choice={choice} />
        </label>
      ))}
    </div>
  );
  return (
    <FieldGroup field={props}>
      {fold === undefined ? (
        boxes
      ) : (
        <details class="fold" open={values.length > 0 || error !== undefined}>
          <summary>{fold}</summary>
          {boxes}
        </details>
      )}
    </FieldGroup>
  );
}

/** One yes or no, its label beside the box. */
export function Checkbox(props: FieldProps & { checked?: boolean; value?: string }) {
  const { t, label, hint, error, checked, value = 'yes', required, id } = props;
  return (
    <div class={error ? 'q bad' : 'q'}>
      {error ? (
        <p class="err" id={errorId(id)}>
          {t('error.title')}: {error}
        </p>
      ) : null}
      <label class="choice">
        <input type="checkbox" {...controlAttributes(props)} value={value} checked={checked} />
        <span>
          {label}
          {required ? (
            <span class="req" aria-hidden="true">
              *
            </span>
          ) : null}
          {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
        </span>
      </label>
    </div>
  );
}
