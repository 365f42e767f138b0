import type { RegisteredKind } from '../../dossier/registry.ts';
import { incomingPaper } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The incoming paper with its words. */
export const incomingPaperKind: RegisteredKind = { kind: incomingPaper, messages: { vi, en } };
