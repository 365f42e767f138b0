import type { RegisteredKind } from '../../dossier/registry.ts';
import { protectionRequest } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The request of a protection case with its words. */
export const protectionRequestKind: RegisteredKind = { kind: protectionRequest, messages: { vi, en } };
