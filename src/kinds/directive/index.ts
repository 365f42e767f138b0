import type { RegisteredKind } from '../../dossier/registry.ts';
import { directive } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The directive with its words. */
export const directiveKind: RegisteredKind = { kind: directive, messages: { vi, en } };
