/** The organisation: who is what on which day. Everything other rooms may use of it. */

import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

export { findMalformedColumn } from './read-rows.ts';
export type { OrganisationReference } from './reference.ts';
export type { Matter, ResponsibleMember } from './responsible.ts';
export { type DecisionFault, findDecisionFaults } from './review-decision.ts';
export * from './rows.ts';
export { buildSnapshot, type Organisation, type OrganisationDay } from './snapshot.ts';
export { type Capacity, keysOfPerson, type OnBehalfOf, type Standing, standingOf } from './standing.ts';
export type { Answer, AnswerVia } from './succession.ts';

/** The organisation's own words, to be mounted under `organisation` in the catalogues. */
export const organisationMessages = { vi, en };
