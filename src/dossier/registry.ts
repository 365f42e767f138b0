import { AppError } from '../kernel/errors.ts';
import type { MessageTree } from '../kernel/messages.ts';
import { bulkFault } from './bulk.ts';
import { allActs } from './common-acts.ts';
import type { AnyKind } from './kind.ts';

/** A kind with its words. */
export interface RegisteredKind {
  readonly kind: AnyKind;
  readonly messages: { readonly vi: MessageTree; readonly en: MessageTree };
}

/** All kinds of an installation; the only way the other rooms know a kind. */
export interface KindRegistry {
  readonly all: readonly RegisteredKind[];
  byName(name: string): AnyKind;
  find(name: string): AnyKind | undefined;
  /** By the page segment: the prefix in lower case. */
  bySegment(segment: string): AnyKind | undefined;
}

/** A restricted kind has no number series, nothing like it is looked for, nothing of it is counted or shown elsewhere. */
function refuseOpenShell(kind: AnyKind): void {
  if (!kind.restricted) return;
  const open = [
    ...(Object.values(kind.acts).some((act) => act.registers) ? ['registers'] : []),
    ...(['similar', 'publicSteps', 'publicTitles', 'project'] as const).filter((part) => kind[part] !== undefined),
  ];
  if (open.length > 0)
    throw new AppError('registry.restricted_kind', 'internal', { params: { kind: kind.name, open: open.join(', ') } });
}

/** A kind that records whose key is whose. */
export type KeyKind = AnyKind & { readonly signingKey: NonNullable<AnyKind['signingKey']> };

const isKeyKind = (kind: AnyKind): kind is KeyKind => kind.signingKey !== undefined;

/** The kind that records whose key is whose; undefined where an installation has none and nobody signs with a key. */
export function findKeyKind(registry: Pick<KindRegistry, 'all'>): KeyKind | undefined {
  return registry.all.map(({ kind }) => kind).find(isKeyKind);
}

/** Gathers kinds; refuses two with one name or prefix, two that record keys, and a judgement declared for bulk. */
export function createRegistry(kinds: readonly RegisteredKind[]): KindRegistry {
  const byName = new Map(kinds.map((k) => [k.kind.name, k.kind]));
  const bySegment = new Map(kinds.map((k) => [k.kind.prefix.toLowerCase(), k.kind]));
  if (byName.size !== kinds.length || bySegment.size !== kinds.length) {
    throw new AppError('registry.duplicate_kind', 'internal');
  }
  if (kinds.filter(({ kind }) => isKeyKind(kind)).length > 1) throw new AppError('registry.duplicate_kind', 'internal');
  for (const { kind } of kinds) refuseOpenShell(kind);
  for (const { kind } of kinds) refuseUnfitBulk(kind);
  return {
    all: kinds,
    find: (name) => byName.get(name),
    bySegment: (segment) => bySegment.get(segment),
    byName: (name) => {
      const kind = byName.get(name);
      if (!kind) throw new AppError('registry.unknown_kind', 'internal', { params: { kind: name } });
      return kind;
    },
  };
}

function refuseUnfitBulk(kind: AnyKind): void {
  for (const [act, spec] of Object.entries(allActs(kind))) {
    const why = spec.bulk ? bulkFault(kind, spec) : undefined;
    if (why) throw new AppError('registry.unfit_bulk', 'internal', { params: { kind: kind.name, act, why } });
  }
}
