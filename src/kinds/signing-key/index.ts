import type { RegisteredKind } from '../../dossier/registry.ts';
import { signingKey } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The key of a person with its words. */
export const signingKeyKind: RegisteredKind = { kind: signingKey, messages: { vi, en } };
