import type { RegisteredKind } from '../../dossier/registry.ts';
import { registerBook } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The book of papers with its words. */
export const registerBookKind: RegisteredKind = { kind: registerBook, messages: { vi, en } };
