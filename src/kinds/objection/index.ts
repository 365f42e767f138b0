import type { RegisteredKind } from '../../dossier/registry.ts';
import { objection } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The objection with its words. */
export const objectionKind: RegisteredKind = { kind: objection, messages: { vi, en } };
