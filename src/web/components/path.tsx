import { Icon } from './icon.tsx';
import type { Translator, WebKey } from './translator.ts';

/** One step: planned or real date and owner are lines already written by the caller. */
export type PathStep = {
  name: string;
  state: 'done' | 'now' | 'next' | 'missed';
  lines?: readonly string[];
  /** 2 or more when the dossier came back to this step. */
  round?: number;
};

const WORD: Record<PathStep['state'], WebKey> = {
  done: 'path.done',
  now: 'path.now',
  next: 'path.next',
  missed: 'path.missed',
};

/** The steps of a dossier, at most seven, in a row on wide screens and down the page on phones. */
export function Path({ t, steps }: { t: Translator; steps: readonly PathStep[] }) {
  return (
    <ol class="path" aria-label={t('path.label')}>
      {steps.slice(0, 7).map((step) => (
        <li
          key={step.name}
          class={step.state === 'next' ? undefined : step.state}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span class="dot">
            {step.state === 'done' ? <Icon name="done" /> : step.state === 'missed' ? <Icon name="x" /> : null}
          </span>
          <b>{step.name}</b>
          <span class="vh">, {t(WORD[step.state])}</span>
          {step.round !== undefined && step.round > 1 ? <small class="again">{t('path.again', { n: step.round })}</small> : null}
          {(step.lines ?? []).map((line) => (
            <small key={line}>{line}</small>
          ))}
        </li>
      ))}
    </ol>
  );
}
