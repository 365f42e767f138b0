/** What the store tells whoever counts: names of kinds and acts and how things ended, never a dossier, a person or a word of either. */

/** Told after each act; must return at once and never throw. */
export interface StoreWatch {
  /** An act was done, repeated, refused or failed: `outcome` is `done`, `repeated` or the category of the error. */
  performed(seen: { readonly kind: string; readonly act: string; readonly outcome: string; readonly seconds: number }): void;
  /** An attempt found the dossier moved and was made again. */
  retried(): void;
  /** A silence was recorded, so long after its due moment. */
  lapsed(lagSeconds: number): void;
}
