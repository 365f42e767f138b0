import type { FormEcho } from './values.ts';

/** What was typed, carried along unseen from one page to the next, line breaks and all. */
export function EchoFields({ echo }: { echo: FormEcho }) {
  return (
    <div hidden>
      {Object.entries(echo).flatMap(([name, values]) =>
        values.map((value, i) =>
          /[\r\n]/.test(value) ? (
            <textarea key={`${name}-${i}`} name={name} aria-label={name} value={`\n${value}`} />
          ) : (
            <input key={`${name}-${i}`} type="hidden" name={name} value={value} />
          ),
        ),
      )}
    </div>
  );
}
