/** Who sits in the council, who reads what its ballots say. */
import { key, keysOf } from '../../dossier/index.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Council, Seat } from './joint-state.ts';
import { councilElectorate, councilNow } from './rules.ts';
import type { ProposalState } from './state.ts';

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
  return [...councilElectorate(s, council).entitled.map((l) => key.post(l.post)), key.role('inspector')];
}

/** Everybody a council ever called reads the proposal, like those who vote on it. */
export function calledKeys(s: ProposalState) {
  return s.councils.flatMap((council) => [...seatsOf(council), council.secretary].map((seat) => key.post(seat.post)));
}
