import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';

/** How a task hangs on the dossier it comes from. */
export const TIES = ['implements', 'part-of'] as const;

/** What an official may attach as evidence: a file of the store, its name sealed. */
export interface Evidence {
  readonly hash: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** One due date the task has had, and why; the old ones stay. */
export interface DateRow {
  readonly on: string;
  readonly why: 'assigned' | 'extension' | 'return' | 'reopen';
  readonly by: PostId;
  readonly s: number;
}

/** A task, folded. Texts are references into the vault; `s` is the act a row comes from. */
export interface TaskState {
  readonly title: string;
  readonly detail?: string;
  readonly assigner: PostId;
  readonly assignerUnit: UnitId;
  readonly holder: PostId;
  readonly holderUnit: UnitId;
  /** Who held the post on the day it was given: no task without a person. */
  readonly person: PersonId | null;
  readonly coUnits: readonly UnitId[];
  readonly verifier: PostId;
  readonly verifierUnit: UnitId;
  readonly responsible?: PostId;
  readonly accepted: boolean;
  readonly dueOn: string;
  /** Whoever set the date decides whether it moves. */
  readonly setter: PostId;
  readonly dates: readonly DateRow[];
  readonly origin?: {
    readonly dossier: DossierId;
    readonly tie: (typeof TIES)[number];
    readonly sentence?: number;
    readonly quote?: string;
    readonly symbol?: string;
  };
  /** 1 at first, one more each time the work starts again after a return or a reopening. */
  readonly round: number;
  readonly percent: number;
  readonly progress: readonly {
    readonly s: number;
    readonly at: string;
    readonly percent: number;
    readonly note: string;
    readonly files: number;
  }[];
  readonly reports: readonly { readonly s: number; readonly at: string; readonly unit: UnitId; readonly text: string }[];
  readonly handOver?: { readonly s: number; readonly to: PostId; readonly reason: string; readonly person: PersonId | null };
  readonly extension?: { readonly s: number; readonly dueOn: string; readonly reason: string; readonly person: PersonId | null };
  readonly holders: readonly { readonly s: number; readonly from: PostId; readonly to: PostId }[];
  readonly completed?: {
    readonly s: number;
    readonly at: string;
    readonly person: PersonId | null;
    readonly text: string;
    readonly files: readonly Evidence[];
    readonly links: readonly string[];
  };
  readonly returns: readonly { readonly s: number; readonly at: string; readonly round: number; readonly text: string }[];
  readonly closedAt?: string;
}

/** A task before its first act. */
export const initial: TaskState = {
  title: '',
  assigner: '' as PostId,
  assignerUnit: '' as UnitId,
  holder: '' as PostId,
  holderUnit: '' as UnitId,
  person: null,
  coUnits: [],
  verifier: '' as PostId,
  verifierUnit: '' as UnitId,
  accepted: false,
  dueOn: '',
  setter: '' as PostId,
  dates: [],
  round: 1,
  percent: 0,
  progress: [],
  reports: [],
  holders: [],
  returns: [],
};
