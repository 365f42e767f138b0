import type { RegisteredKind } from '../../dossier/registry.ts';
import { outgoingPaper } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The outgoing paper with its words. */
export const outgoingPaperKind: RegisteredKind = { kind: outgoingPaper, messages: { vi, en } };
