/**
 * Keys: what somebody may be. A kind computes keys from state; a person holds keys by the organisation of the day;
 * decide() and row security compare the two sets and nothing else.
 */
export type Key = string;

/** Builds every key the product knows, so that no room spells one by hand. */
export const key = {
  official: 'official' as Key,
  system: 'system' as Key,
  person: (id: string): Key => `person:${id}`,
  post: (id: string): Key => `post:${id}`,
  head: (unit: string): Key => `head:${unit}`,
  deputy: (unit: string): Key => `deputy:${unit}`,
  clerk: (unit: string): Key => `clerk:${unit}`,
  staff: (unit: string): Key => `staff:${unit}`,
  member: (unit: string): Key => `member:${unit}`,
  role: (role: string): Key => `role:${role}`,
};

/** A key good for dossiers of one kind alone: what a delegation for certain matters gives. */
export function within(kind: string, k: Key): Key {
  return `${kind}@${k}`;
}
