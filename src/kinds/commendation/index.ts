import type { RegisteredKind } from '../../dossier/registry.ts';
import { commendation } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The commendation with its words. */
export const commendationKind: RegisteredKind = { kind: commendation, messages: { vi, en } };
