import type { RegisteredKind } from '../../dossier/index.ts';
import { obstacle } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** The obstacle with its words, as the registry takes it. */
export const obstacleKind: RegisteredKind = { kind: obstacle, messages: { vi, en } };
