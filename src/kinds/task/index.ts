import type { RegisteredKind } from '../../dossier/registry.ts';
import { task } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The task with its words. */
export const taskKind: RegisteredKind = { kind: task, messages: { vi, en } };
