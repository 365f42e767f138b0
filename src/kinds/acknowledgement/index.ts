import type { RegisteredKind } from '../../dossier/registry.ts';
import { acknowledgement } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The acknowledgement with its words. */
export const acknowledgementKind: RegisteredKind = { kind: acknowledgement, messages: { vi, en } };
