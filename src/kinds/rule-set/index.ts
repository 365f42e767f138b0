import type { RegisteredKind } from '../../dossier/registry.ts';
import { ruleSet } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The decision on rules with its words. */
export const ruleSetKind: RegisteredKind = { kind: ruleSet, messages: { vi, en } };
