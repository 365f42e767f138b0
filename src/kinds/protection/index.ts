import type { RegisteredKind } from '../../dossier/registry.ts';
import { protection } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The protection case with its words. */
export const protectionKind: RegisteredKind = { kind: protection, messages: { vi, en } };
