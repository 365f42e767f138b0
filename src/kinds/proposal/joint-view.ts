/** What a proposal shows of its authors, of merging, and of the council. */
import type { Link, Party, Section } from '../../dossier/index.ts';
import { authorsOf, councilElectorate } from './rules.ts';
import type { ProposalState } from './state.ts';

/** Everybody who consented stands beside whoever proposed. */
export function authorParties(s: ProposalState): readonly Party[] {
  return s.coauthors.flatMap((a): Party[] =>
    a.state === 'agreed' ? [{ role: 'proposer', person: a.person, ...(a.unit === null ? {} : { unit: a.unit }) }] : [],
  );
}

/** Where a merged proposal went. */
export function mergeLinks(s: ProposalState): readonly Link[] {
  return s.merges.flatMap((m): Link[] => (m.side === 'ours' && m.state === 'merged' ? [{ type: 'part-of', to: m.other }] : []));
}

/** Tables of what several people make of it together; most proposals know neither merging nor a council, and say nothing of them. */
export function jointSections(s: ProposalState): readonly Section[] {
  const rest = [merges(s), councils(s), councilVotes(s)];
  return [authors(s), ...rest.filter((section) => section.rows.length > 0)];
}

function authors(s: ProposalState): Section {
  const others = s.coauthors.filter((a) => a.state !== 'agreed');
  return {
    key: 'authors',
    columns: [
      { key: 'person', as: 'person' },
      { key: 'post', as: 'post' },
      { key: 'share', as: 'integer' },
      { key: 'authorship', as: 'choice', group: 'authorship' },
      { key: 'on', as: 'date' },
      { key: 'interests' },
      { key: 'from', as: 'dossier' },
    ],
    rows: [
      ...authorsOf(s).map((a) => {
        const row = s.coauthors.find((one) => one.person === a.person);
        const { on = null, interests = null, from = null } = row ?? {};
        return { person: a.person, post: a.post, share: a.share, authorship: row ? 'agreed' : 'proposer', on, interests, from };
      }),
      ...others.map((a) => ({
        person: a.person,
        post: a.post,
        share: a.share,
        authorship: a.state,
        on: a.on,
        interests: null,
        from: null,
      })),
    ],
  };
}

function merges(s: ProposalState): Section {
  return {
    key: 'merges',
    columns: [
      { key: 'on', as: 'date' },
      { key: 'other', as: 'dossier' },
      { key: 'side', as: 'choice', group: 'side' },
      { key: 'merge', as: 'choice', group: 'merge' },
      { key: 'person', as: 'person' },
      { key: 'share', as: 'integer' },
      { key: 'reason' },
    ],
    rows: s.merges.flatMap((m) =>
      m.shares.map(({ person, share }) => ({
        on: m.on,
        other: m.other,
        side: m.side,
        merge: m.state,
        person,
        share,
        reason: m.reason,
      })),
    ),
  };
}

function councils(s: ProposalState): Section {
  return {
    key: 'councils',
    columns: [
      { key: 'convenedOn', as: 'date' },
      { key: 'mode', as: 'choice', group: 'mode' },
      { key: 'reasons' },
      { key: 'chair', as: 'post' },
      { key: 'secretary', as: 'post' },
      { key: 'experts', as: 'list' },
      { key: 'papersOn', as: 'date' },
      { key: 'meetsOn', as: 'date' },
      { key: 'for', as: 'integer' },
      { key: 'against', as: 'integer' },
      { key: 'abstain', as: 'integer' },
      { key: 'absent', as: 'integer' },
      { key: 'reason', as: 'choice', group: 'reason' },
      { key: 'conclusion' },
      { key: 'ended' },
    ],
    rows: s.councils.flatMap((council) => {
      const said = {
        convenedOn: council.convenedOn,
        mode: council.mode,
        reasons: council.reasons,
        chair: council.chair.post,
        secretary: council.secretary.post,
        experts: [...council.experts],
        papersOn: council.papersOn,
        meetsOn: council.meetsOn,
        conclusion: council.conclusion,
        ended: council.ended,
      };
      const none = { for: null, against: null, abstain: null, absent: null, reason: null };
      // Where it was counted again, each count has a row, the earlier one included.
      const counts = council.counts.map(({ tally: t }) => ({
        for: t.for,
        against: t.against,
        abstain: t.abstain,
        absent: t.absent,
        reason: t.reason,
      }));
      return (counts.length === 0 ? [none] : counts).map((count) => ({ ...said, ...count }));
    }),
  };
}

function councilVotes(s: ProposalState): Section {
  return {
    key: 'councilVotes',
    columns: [
      { key: 'post', as: 'post' },
      { key: 'on', as: 'date' },
      { key: 'word', as: 'choice', group: 'ballot' },
    ],
    rows: s.councils.flatMap((council) => {
      const { entitled, excluded } = councilElectorate(s, council);
      const silent = entitled.filter((l) => !council.ballots.some((b) => b.person === l.person));
      return [
        ...council.ballots.map((b) => ({ post: b.post, on: b.on, word: b.word })),
        ...excluded.map((e) => ({ post: e.post, on: null, word: e.why })),
        ...silent.map((l) => ({ post: l.post, on: null, word: 'none' })),
      ];
    }),
  };
}
