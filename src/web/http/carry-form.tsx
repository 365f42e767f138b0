/** Carrying what somebody typed over an interruption: a sign-in, a stale page, a failure. Nothing of it touches the server's disk. */
import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Button } from '../components/button.tsx';
import { safeHref } from '../components/safe-link.tsx';
import { FORM_NAMES, type FormValues } from '../form/values.ts';

/** Most characters and controls one page carries. */
const CARRY_LIMIT = { characters: 512 * 1024, controls: 2000 } as const;
/** Names of what confirms an act in person: challenge, the answer of a passkey, a password. None of it is ever carried on. */
export const SIGN_NAMES = { challenge: '__signing', assertion: '__assertion', password: '__confirm' } as const;
const NEVER: ReadonlySet<string> = new Set([
  FORM_NAMES.token,
  FORM_NAMES.resume,
  '__name',
  '__password',
  '__persona',
  'password',
  ...Object.values(SIGN_NAMES),
]);

/** The controls worth carrying; undefined when they are too many or too long for a page. */
export function toCarried(values: FormValues): readonly (readonly [string, string])[] | undefined {
  const pairs = [...values]
    .filter(([name]) => !NEVER.has(name))
    .flatMap(([name, all]) => all.map((value) => [name, value] as const));
  const characters = pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return characters > CARRY_LIMIT.characters || pairs.length > CARRY_LIMIT.controls ? undefined : pairs;
}

/** Carried controls as hidden inputs; names may repeat, as they did in the form. */
export function CarriedFields({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  // A text area inside a hidden box keeps line ends, which a hidden input would lose.
  return (
    <div hidden>
      {pairs.map(([name, value], n) =>
        /[\r\n]/.test(value) ? (
          <textarea key={`${name}-${n}`} name={name} aria-label={name} value={`\n${value}`} />
        ) : (
          <input key={`${name}-${n}`} type="hidden" name={name} value={value} />
        ),
      )}
    </div>
  );
}

/** A form that sends again what was carried, with a token that is valid now. */
export function CarryForm(props: {
  request: FastifyRequest;
  pairs: readonly (readonly [string, string])[];
  button: string;
  children?: ComponentChildren;
}) {
  const { request, pairs, button, children } = props;
  return (
    <form method="post" action={safeHref(request.url)} class="form">
      <input type="hidden" name={FORM_NAMES.token} value={request.formToken()} />
      <CarriedFields pairs={pairs} />
      {children}
      <div class="btns">
        <Button primary>{button}</Button>
      </div>
    </form>
  );
}
