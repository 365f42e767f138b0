/** What the official papers of a proposal have in common. */
import type { Block, OfficialDocument } from '../../documents/model.ts';
import type { Paper, PaperContext } from '../../dossier/papers.ts';
import { formatDate } from '../../kernel/format.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { actingUnit, copyLine, dossierName, paperFrom } from '../papers.ts';
import { vi } from './messages.vi.ts';
import type { Count, Opinion, ProposalState } from './state.ts';

/** A paper of a proposal, and what it is written from. */
export type ProposalPaper = Paper<ProposalState, OfficialDocument>;
export type Context = PaperContext<ProposalState>;

/** What every paper of a proposal says of itself; `said` is what this one says. */
export function paperOf(
  c: Context,
  unit: UnitId,
  said: Pick<OfficialDocument, 'type' | 'summary' | 'blocks'> & Partial<OfficialDocument>,
): OfficialDocument {
  const recipients = ['Người đề xuất', copyLine(c.names.side(unit), dossierName(c))];
  return paperFrom(c, unit, { recipients, ...said });
}

/** The agency whose leadership voted or decided; before anybody did, the one that considers it, else the unit of whoever proposes. */
export function agencyOf(c: Context, ...names: readonly string[]): UnitId {
  const { agency, proposer } = c.state;
  return actingUnit(c, ...names) ?? agency ?? proposer.unit ?? ('' as UnitId);
}

const ANSWERS = ['give-opinion', 'give-advice'];

interface Heard {
  readonly unit: string;
  /** What it said and when; null where it said nothing. */
  readonly said: { readonly stance: string; readonly on: string; readonly text: string } | null;
  readonly isSilent: boolean;
}

/** The bodies asked for this purpose, each with what it had said when the act was done. */
function heardFrom(c: Context, purposes: readonly Opinion['purpose'][]): readonly Heard[] {
  const isAnswered = (o: Opinion): boolean =>
    c.acts.some(
      (a) =>
        a.seq < c.act.seq && ANSWERS.includes(a.name) && (a.facts.resolved as { readonly seq?: number } | null)?.seq === o.seq,
    );
  return c.state.opinions
    .filter((o) => purposes.includes(o.purpose) && o.seq < c.act.seq)
    .map((o): Heard => {
      const isSaid = o.stance !== null && o.answeredOn !== null && isAnswered(o);
      return {
        unit: c.names.unit(o.unit),
        said:
          isSaid && o.stance !== null && o.answeredOn !== null
            ? {
                stance: vi.choices.stance[o.stance].toLocaleLowerCase('vi'),
                on: formatDate(o.answeredOn),
                text: o.text ?? '',
              }
            : null,
        isSilent: o.lapsedBy !== null && o.lapsedBy < c.act.seq,
      };
    });
}

/** What was heard, word for word; silence is said to be silence. */
export function opinionBlocks(c: Context, ...purposes: readonly Opinion['purpose'][]): readonly Block[] {
  return heardFrom(c, purposes).map(({ unit, said, isSilent }): Block => {
    if (said) return { is: 'quote', by: `${unit}, ${said.on}: ${said.stance}`, text: said.text };
    return {
      is: 'paragraph',
      text: isSilent
        ? `${unit}: không có ý kiến đến hạn. Việc không có ý kiến được ghi nhận, không coi là đồng ý.`
        : `${unit}: chưa có ý kiến.`,
    };
  });
}

/** The same as grounds of a decision, a line each. */
export function opinionLines(c: Context, ...purposes: readonly Opinion['purpose'][]): readonly string[] {
  return heardFrom(c, purposes).map(({ unit, said, isSilent }) => {
    if (said) return `Theo ý kiến của ${unit} ngày ${said.on}: ${said.stance} («${said.text.replace(/\s+/g, ' ').trim()}»);`;
    return isSilent
      ? `Sau khi lấy ý kiến ${unit}: không có ý kiến đến hạn, được ghi nhận và không coi là đồng ý;`
      : `Sau khi lấy ý kiến ${unit}: chưa có ý kiến;`;
  });
}

/** Who voted: the leadership, or the council in its place. */
export function votersOf(count: Count): string {
  return count.by === 'council' ? 'hội đồng xét duyệt' : 'tập thể lãnh đạo';
}
