/** Who sits in the council, who reads what its ballots say, from when it votes. */
import { type DecideContext, dayOf, key, keysOf, type Refusal, refuse } from '../../dossier/index.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Council, Seat } from './joint-state.ts';
import { councilElectorate, councilNow, isSitting } from './rules.ts';
import type { ProposalState } from './state.ts';

type Context = DecideContext<ProposalState, unknown>;

const seatsOf = (council: Council | undefined): readonly Seat[] => (council ? [council.chair, ...council.members] : []);

/** Whoever sits and votes in the council of this round. */
export const councillor = keysOf<ProposalState>('councillor', (d) =>
  seatsOf(councilNow(d.state)).map((seat) => key.post(seat.post)),
);

/** The chair of the council. */
export const chair = keysOf<ProposalState>('chair', (d) => {
  const council = councilNow(d.state);
  return council ? [key.post(council.chair.post)] : [];
});

/** Who keeps the papers and minutes of the council, and has no vote. */
export const secretary = keysOf<ProposalState>('secretary', (d) => {
  const council = councilNow(d.state);
  return council ? [key.post(council.secretary.post)] : [];
});

/** The seat of somebody in the council; whoever came into the post since was not called. */
export function councilSeatOf(s: ProposalState, person: PersonId | null): Seat | undefined {
  return seatsOf(councilNow(s)).find((seat) => seat.person === person);
}

/** Who votes in the council reads what each ballot says; and inspection does. */
export function councilKeys(s: ProposalState) {
  const council = councilNow(s);
  if (!council) return [];
  return [...councilElectorate(s, council).entitled.map((l) => key.person(l.person)), key.role('inspector')];
}

/** Everybody a council ever called reads the proposal, like those who vote on it. */
export function calledKeys(s: ProposalState) {
  return s.councils.flatMap((council) => [...seatsOf(council), council.secretary].map((seat) => key.post(seat.post)));
}

/** Changes the council of this round. */
export function changedCouncil(s: ProposalState, change: (council: Council) => Partial<Council>): ProposalState {
  const now = councilNow(s);
  return { ...s, councils: s.councils.map((one) => (one === now ? { ...one, ...change(one) } : one)) };
}

/** Nobody votes or concludes before the day to which the members were called. */
export function refuseBeforeMeeting(c: Context): Refusal | undefined {
  if (!isSitting(c.state)) return refuse('proposal.no_council');
  const meetsOn = councilNow(c.state)?.meetsOn ?? null;
  if (meetsOn === null) return refuse('proposal.council_uncalled');
  return dayOf(c.now) < meetsOn ? refuse('proposal.council_meets_later', { date: meetsOn }) : undefined;
}
