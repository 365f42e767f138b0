/** What leaves the API: the read doors' views without anything the web would not show. */

import type { Speech } from '../dossier/speech.ts';
import type { Clock } from '../dossier/words.ts';
import { asPostId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { Lang } from '../kernel/messages.ts';
import { SIGNING_SECONDS } from '../store/accounts/signing.ts';
import type { AskedSignature } from '../store/ask-signature.ts';
import type { BulkOutcome, Foreseen } from '../store/bulk/carry-out.ts';
import type { ActView, DossierView } from '../store/read/dossier.ts';
import type { DossierRowView } from '../store/read/dossier-row.ts';
import type { OwnRow } from '../store/read/own.ts';
import type { ReadingView } from '../store/read/readings.ts';
import type { Asker } from '../store/store.ts';
import { toProblem } from './problem.ts';

/** A dossier as lists and searches give it. */
export function presentRow(row: DossierRowView, speech: Speech) {
  return { ...row, kindName: speech.kind(row.kind, 'name'), stageName: speech.stage(row.kind, row.stage) };
}

/** One of the caller's own dossiers, and as what it is: author, or the roles of a party. */
export function presentOwnRow({ ties, ...row }: OwnRow, speech: Speech) {
  return {
    ...presentRow(row, speech),
    isAuthor: ties.includes(''),
    roles: ties.filter((tie) => tie !== '').map((role) => ({ role, label: speech.kind(row.kind, `parties.${role}`) })),
  };
}

/** Who read one of the caller's own dossiers, with the words of today for person and post. */
export function presentReading(row: ReadingView, { org }: Asker, lang: Lang) {
  const { reader, post, ...said } = row;
  return {
    ...said,
    reader: { person: reader, name: org.personName(reader) },
    post: post === null ? null : { id: post, title: org.postTitle(asPostId(post))[lang] },
  };
}

/** A clock with the working of its date. */
export function presentClock(kind: string, clock: Clock, speech: Speech) {
  return { ...clock, label: speech.clock(kind, clock.name) };
}

/** An act with its facts; who acted is null where the asker may not see it. */
export function presentAct(kind: string, act: ActView, speech: Speech) {
  return {
    seq: act.seq,
    name: act.name,
    label: speech.act(kind, act.name, 'label'),
    actor: act.actor,
    at: act.at,
    businessAt: act.businessAt,
    body: act.body,
    facts: act.facts as unknown as Json,
    leafHash: act.leafHash,
    signed: act.signed,
    ...(act.struck ? { struck: act.struck } : {}),
  };
}

/** A whole dossier with the acts possible now. */
export function presentDossier(view: DossierView, speech: Speech) {
  const { kind } = view.row;
  return {
    ...presentRow(view.row, speech),
    seq: view.dossier.seq,
    head: view.head,
    summary: view.kind.summary(view.dossier.state).map((i) => ({ ...i, label: speech.kind(kind, `summary.${i.key}`) })),
    sections: view.kind.sections?.(view.dossier.state, view.dossier) ?? [],
    clocks: view.dossier.clocks.map((c) => presentClock(kind, c, speech)),
    parties: view.parties.map((p) => ({ ...p, label: speech.kind(kind, `parties.${p.role}`) })),
    links: view.links.map((l) => ({ direction: l.direction, type: l.type, note: l.note, dossier: presentRow(l.row, speech) })),
    attachments: view.attachments,
    available: view.available.map((a) => ({
      act: a.act,
      label: speech.act(kind, a.act, 'label'),
      common: a.common,
      sign: a.sign,
      capacities: a.capacities.map((c) => ({
        key: c.key,
        post: c.post,
        unit: c.unit,
        title: c.title[speech.lang],
        ...(c.onBehalfOf ? { onBehalfOf: c.onBehalfOf } : {}),
      })),
      ...(a.answers ? { answers: { clock: a.answers.id, dueAt: a.answers.dueAt } } : {}),
    })),
    effectsUnderWay: view.underWay,
  };
}

/** What would become, or became, of each dossier of a bulk: its receipt, or the problem that kept it from being done. */
export function presentBulk(act: string, dryRun: boolean, outcomes: readonly (Foreseen | BulkOutcome)[], speech: Speech) {
  const refused = outcomes.filter((o) => 'refused' in o).length;
  return {
    act,
    dryRun,
    able: outcomes.length - refused,
    refused,
    results: outcomes.map((o) => {
      if ('refused' in o) return { dossier: o.dossier, status: 'refused', problem: toProblem(o.refused, speech) };
      if ('done' in o) return { dossier: o.dossier, status: 'done', receipt: o.done };
      return { dossier: o.dossier, status: 'possible', seq: o.seq };
    }),
  };
}

/** A challenge, and by what its person can answer it. */
export function presentSigning(asked: AskedSignature) {
  return {
    id: asked.id,
    challenge: asked.challenge,
    seconds: SIGNING_SECONDS,
    intent: asked.intent,
    passkeys: asked.passkeys.map(({ credential, transports }) => ({ id: credential, transports })),
    password: asked.hasPassword,
  };
}
