import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { HiddenFields } from './form.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A person to be in the demonstration: name, post, unit and what to try first. */
export type Persona = { id: string; name: string; post: string; unit: string; first: readonly string[] };

/** The personas of the demonstration; each card enters by a form of its own. */
export function PersonaCards(props: {
  t: Translator;
  action: string;
  personas: readonly Persona[];
  hidden?: Readonly<Record<string, string | undefined>>;
}) {
  const { t, action, personas, hidden } = props;
  return (
    <ul class="personas">
      {personas.map((persona) => (
        <li key={persona.id}>
          <h2>{persona.name}</h2>
          <p class="post">{persona.post}</p>
          {persona.post.includes(persona.unit) ? null : <p class="post">{persona.unit}</p>}
          <div class="first3">
            <p>
              <b>{t('demo.first')}</b>
            </p>
            <ul>
              {persona.first.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
          <form method="post" action={safeHref(action)}>
            <HiddenFields values={hidden ?? {}} />
            <div class="btns full">
              <Button name="persona" value={persona.id} look="plain">
                {t('demo.enter', { name: persona.name })}
              </Button>
            </div>
          </form>
        </li>
      ))}
    </ul>
  );
}

/** The button of the province's own account; in a tab of its own where the page must stay open. */
export type ProvincialDoor = { href: string; text: string; ownTab?: boolean };

/** The narrow page around a sign-in form; `provincial` goes before it. */
export function SignInPanel(props: {
  t: Translator;
  lead: string;
  provincial?: ProvincialDoor;
  above?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { t, lead, provincial, children } = props;
  return (
    <div class="sign" data-sign-in="">
      {props.above}
      <h1>{t('signIn.title')}</h1>
      <p class="lead">{lead}</p>
      <div class="card gap-l">
        {provincial ? (
          <div class="btns full">
            <a
              class="btn"
              href={safeHref(provincial.href)}
              data-primary=""
              {...(provincial.ownTab ? { target: '_blank', rel: 'noopener' } : {})}
            >
              {provincial.text}
            </a>
          </div>
        ) : null}
        {provincial && children ? <p class="or">{t('signIn.or')}</p> : null}
        {children}
      </div>
    </div>
  );
}
