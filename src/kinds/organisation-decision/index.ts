import type { RegisteredKind } from '../../dossier/registry.ts';
import { organisationDecision } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The decision on the organisation with its words. */
export const organisationDecisionKind: RegisteredKind = { kind: organisationDecision, messages: { vi, en } };
