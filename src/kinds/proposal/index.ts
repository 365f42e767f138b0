import type { RegisteredKind } from '../../dossier/registry.ts';
import { proposal } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The proposal with its words. */
export const proposalKind: RegisteredKind = { kind: proposal, messages: { vi, en } };
