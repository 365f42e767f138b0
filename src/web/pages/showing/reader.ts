import type { KindRegistry } from '../../../dossier/registry.ts';
import type { Speech } from '../../../dossier/speech.ts';
import type { Lang, Translate } from '../../../kernel/messages.ts';
import type { Asker } from '../../../store/store.ts';

/** Whoever reads a page: language, words, standing of the day. Every view model is a function of data and one of these. */
export interface Reader {
  readonly lang: Lang;
  readonly t: Translate;
  readonly say: Speech;
  readonly asker: Asker;
  readonly registry: KindRegistry;
  /** True: a read-only copy, where no way leads to a form that writes. */
  readonly isCopy: boolean;
}
