/** The public door of the kernel: pure words that every room shares. */

import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

export * from './calendar.ts';
export * from './calendar-pack.ts';
export * from './date-input.ts';
export * from './day-strip.ts';
export * from './document-identity.ts';
export * from './errors.ts';
export * from './format.ts';
export * from './ids.ts';
export * from './json.ts';
export * from './limit.ts';
export * from './limit-change.ts';
export * from './messages.ts';
export * from './numbers.ts';
export * from './secrecy.ts';
export * from './serial.ts';
export * from './syllables.ts';
export * from './text.ts';
export * from './time.ts';

/** The kernel's own words, to be mounted under `kernel` in the catalogues. */
export const kernelMessages = { vi, en };
