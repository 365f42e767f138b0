/** How the story of the demonstration is written down: who does what on which day before today. */
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';

/** What a body may refer to: days around the last day of the story, dossiers opened earlier in it. */
export interface StoryView {
  /** So many working days after the story's last day; before it when negative. */
  on(workingDays: number): LegalDate;
  /** The dossier that a name of the story stands for. */
  id(name: string): DossierId;
}

/** A body as it is, or computed from the days of this telling. */
export type StepBody = Json | ((view: StoryView) => Json);

/** One act of one dossier, not yet tied to it. */
export interface Deed {
  /** Working days before the last day of the story; at least 1. */
  readonly day: number;
  /** `HH:mm` in office hours. */
  readonly at: string;
  /** The post whose holder acts. */
  readonly who: string;
  readonly act: string;
  readonly body: StepBody;
  /** Names of the dossiers the act opens, in its order. */
  readonly opens: readonly string[];
}

/** One act of the story. */
export interface Step extends Deed {
  /** The story's name of the dossier acted on. */
  readonly tale: string;
  /** Present when the act opens the dossier. */
  readonly kind?: string;
}

/** Says who does what, when. */
export function deed(
  day: number,
  at: string,
  who: string,
  act: string,
  body: StepBody = {},
  opens: readonly string[] = [],
): Deed {
  return { day, at, who, act, body, opens };
}

/** A dossier that begins with its first deed. */
export function begin(tale: string, kind: string, deeds: readonly Deed[]): readonly Step[] {
  return deeds.map((d, i) => (i === 0 ? { ...d, tale, kind } : { ...d, tale }));
}

/** What goes on in a dossier that another one opened. */
export function goOn(tale: string, deeds: readonly Deed[]): readonly Step[] {
  return deeds.map((d) => ({ ...d, tale }));
}

/** The steps in the order in which they happen; what is written earlier goes first at the same minute. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  return steps.toSorted((a, b) => b.day - a.day || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
