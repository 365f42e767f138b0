/** Special views of kinds. The wiring hands them in by the name of the kind; the pages never name one. */
import type { ComponentChildren } from 'preact';
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { Lang, Translate } from '../../kernel/messages.ts';
import type { DossierView } from '../../store/read/dossier.ts';
import type { LightView } from '../components/light.tsx';
import type { FormEcho } from '../form/values.ts';
import { dossierHref } from './showing/address.ts';
import { toShortLight } from './showing/light.ts';
import { unitShort } from './showing/people.ts';
import type { Reader } from './showing/reader.ts';

/** One dossier that points to the one shown, as far as the reader may see it. */
export interface PanelChild {
  readonly id: DossierId;
  readonly kind: string;
  readonly number?: string;
  readonly title: string;
  readonly stage: string;
  readonly light?: LightView;
  readonly unit?: string;
  readonly exports: Json;
  readonly href: string;
}

/** What a panel is given; `state` has its texts filled in. */
export interface PanelProps {
  readonly state: Json;
  readonly dossier: { readonly id: DossierId; readonly number?: string; readonly stage: string };
  readonly children: readonly PanelChild[];
  /** Acts the reader may perform now. */
  readonly may: readonly string[];
  /** Path of the dossier's page; the form of an act lies below it. */
  readonly base: string;
  /** Short name of a unit. */
  readonly unitName: (unit: string) => string;
  readonly lang: Lang;
  readonly t: Translate;
}

/** Draws the special view of a kind. */
export interface Panel {
  (props: PanelProps): ComponentChildren;
  /** Keys of the kind's tables and summary rows it says in full, and `in.<type>` for ties that point here; the page leaves those out. */
  readonly covers?: readonly string[];
  /** True: it is what people open the dossier for, and stands before its summary. */
  readonly leads?: boolean;
  /** Draws what stands beside the form of an act, from the state and what the form says so far. */
  readonly beside?: (props: BesideProps) => ComponentChildren;
}

/** What a panel is given beside a form; `state` has its texts filled in. */
export interface BesideProps {
  readonly act: string;
  readonly state: Json;
  readonly values: FormEcho;
  readonly lang: Lang;
}

/** The special views by the name of their kind. */
export type Panels = Readonly<Record<string, Panel>>;

/** What the panel of a dossier is given. */
export function panelProps(r: Reader, view: DossierView, base: string): PanelProps {
  const { dossier } = view;
  return {
    state: dossier.state,
    dossier: { id: dossier.id, stage: dossier.stage, ...(dossier.number === undefined ? {} : { number: dossier.number }) },
    children: view.links
      .filter((l) => l.direction === 'in')
      .map(({ row, exports }): PanelChild => {
        const light = toShortLight(r.t, row.light);
        return {
          id: row.id,
          kind: row.kind,
          ...(row.number === null ? {} : { number: row.number }),
          title: row.title,
          stage: row.stage,
          ...(light ? { light } : {}),
          ...(row.unit === null ? {} : { unit: unitShort(r, row.unit) }),
          exports,
          href: dossierHref(r.registry, row),
        };
      }),
    may: view.available.map((a) => a.act),
    base,
    unitName: (unit) => unitShort(r, unit),
    lang: r.lang,
    t: r.t,
  };
}
