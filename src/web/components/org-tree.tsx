import type { ComponentChildren } from 'preact';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A unit with its head and the units under it; `vacant` says that the post of the head is empty. */
export type OrgUnit = {
  id: string;
  name: string;
  href?: string;
  head?: string;
  vacant?: boolean;
  note?: string;
  /** The last day of a dissolved unit, already formatted. */
  ended?: string;
  children?: readonly OrgUnit[];
};

function UnitLine({ t, unit }: { t: Translator; unit: OrgUnit }): ComponentChildren {
  return (
    <span class="unit">
      <b>{unit.href ? <a href={safeHref(unit.href)}>{unit.name}</a> : unit.name}</b>
      {unit.vacant ? <span class="vacant">{t('org.vacant')}</span> : unit.head ? <span>{unit.head}</span> : null}
      {unit.note ? <span>{unit.note}</span> : null}
      {unit.ended ? <span>{t('org.ended', { date: unit.ended })}</span> : null}
    </span>
  );
}

function Branch({ t, unit, depth }: { t: Translator; unit: OrgUnit; depth: number }) {
  const under = unit.children ?? [];
  return (
    <li class={unit.ended ? 'gone' : undefined}>
      <UnitLine t={t} unit={unit} />
      {under.length === 0 ? null : (
        <details open={depth < 2}>
          <summary>{t('org.under', { n: under.length })}</summary>
          <ul>
            {under.map((child) => (
              <Branch key={child.id} t={t} unit={child} depth={depth + 1} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** The organisation as nested lists that open without script; two levels are open at first. */
export function OrgTree({ t, roots }: { t: Translator; roots: readonly OrgUnit[] }) {
  return (
    <ul class="org">
      {roots.map((unit) => (
        <Branch key={unit.id} t={t} unit={unit} depth={0} />
      ))}
    </ul>
  );
}
