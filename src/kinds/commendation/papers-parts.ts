/** What the official papers of a commendation have in common. */
import type { OfficialDocument } from '../../documents/model.ts';
import type { Paper, PaperContext } from '../../dossier/papers.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { actingUnit, dayIn } from '../papers.ts';
import { vi } from './messages.vi.ts';
import type { Award, CommendationState, Subject } from './state.ts';

/** A paper of a commendation, and what it is written from. */
export type CommendationPaper = Paper<CommendationState, OfficialDocument>;
export type Context = PaperContext<CommendationState>;

/** Who decides on forms of award, and which there are, was read in no original. */
export const FORMS_UNVERIFIED =
  'Hình thức khen thưởng và thẩm quyền quyết định từng hình thức theo thiết lập của đơn vị: chưa xác minh.';

/** The unit in whose name the act was done. */
export function issuerUnit(c: Context): UnitId {
  return actingUnit(c, c.act.name) ?? c.state.agency ?? ('' as UnitId);
}

/** A person by name, post and unit; a unit by its name. */
export function whoIs(names: Context['names'], { whom, person, post, unit }: Subject): string {
  if (whom === 'collective') return `Tập thể ${names.unit(unit)}`;
  return [
    ...(person === null ? [] : [names.person(person)]),
    ...(post === null ? [] : [names.post(post)]),
    names.unit(unit),
  ].join(', ');
}

/** A form of award by its name alone; that it is not verified stands once, in the note. */
export function formOf({ form }: Award): string {
  return vi.choices.form[form].replace(/ \(chưa xác minh\)$/u, '');
}

const BODIES = { council: 'cơ quan thi đua, khen thưởng', party: 'cấp ủy' } as const;

/** Whoever was asked and what had come by the time of the act; silence is said to be silence. */
export function opinionLines(c: Context): readonly string[] {
  return c.state.opinions
    .filter((o) => o.seq < c.act.seq)
    .map((o) => {
      const unit = `${c.names.unit(o.unit)} (${BODIES[o.body]})`;
      if (o.stance !== null && o.answeredOn !== null && o.answeredOn <= c.on)
        return `Theo ý kiến của ${unit} ${dayIn(o.answeredOn)}: ${vi.choices.stance[o.stance].toLocaleLowerCase('vi')};`;
      return o.lapsedBy !== null && o.lapsedBy < c.act.seq
        ? `Sau khi lấy ý kiến ${unit}: không có ý kiến đến hạn, được ghi nhận và không coi là đồng ý;`
        : `Sau khi lấy ý kiến ${unit}: chưa có ý kiến;`;
    });
}
