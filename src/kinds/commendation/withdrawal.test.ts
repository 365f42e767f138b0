/** When the record falls: notice, reply, conclusion, appeal. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { createLaw, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { commendation } from './kind.ts';
import {
  contested,
  decide,
  decided,
  decision,
  heard,
  LAW_VALUES,
  LONG,
  notify,
  openClocks,
  played,
  praise,
  proposeForm,
  publish,
  published,
  reply,
  SPEC,
  UNITS,
  withdraw,
} from './steps.test-support.ts';

const keep: Step = { as: 'agri.head', act: 'keep-award', body: { reasons: LONG } };
const silence: Step = { as: 'system', act: 'lapse', body: { clock: 'reply' }, later: 12 };
const appeal: Step = { as: 'agri.spec', act: 'appeal', body: { appeal: 'Bản chụp sổ đã nộp nhưng chưa được xem.' } };
const withdrawn = [...contested, reply, withdraw];
const appealing = [...withdrawn, appeal];

describe('a notice', () => {
  it('lays one clock on the recipient’s post and one on whoever concludes, and is read by those concerned alone', () => {
    const p = played(contested);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['contesting', ['reply agri.spec', 'withdrawal agri.head']]);
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'withdrawal-notified' });
    const grounds = p.decided.at(-1)?.vault.find((entry) => entry.name === 'body/grounds');
    expect(grounds?.keys).toEqual(
      expect.arrayContaining(['person:p.agri.spec', 'post:agri.head', 'post:office.head', 'role:inspector']),
    );
    expect(grounds?.keys).not.toContain('official');
  });

  it('names a ground of the law and an award that stands, and is never given by the recipient', () => {
    const bad = (body: object, refused: string) => ({ ...notify, body: { ...(notify.body as object), ...body }, refused });
    played([...published, bad({ award: 2 }, 'commendation.no_such_award'), bad({ ground: 'disliked' }, 'act.invalid')]);
    const law = createLaw({ values: { ...LAW_VALUES, 'l06.withdrawal.grounds': ['later-conclusion'] } });
    expect(() => played(contested, { law })).toThrow('commendation.no_ground');
    expect(() => played([...published, { ...notify, as: 'agri.clerk' }])).toThrow('act.capacity');
    const own = createProvince({ ...UNITS, holders: { 'office.inspector': 'p.agri.spec' } });
    expect(() => played([...published, notify], { province: own })).toThrow('commendation.own_commendation');
  });

  it('reaches the person in the post held now, not whoever came after', () => {
    const before = played(published);
    const moved = createProvince({ ...UNITS, holders: { 'agri.spec': 'p.new', 'an.clerk': 'p.agri.spec' } });
    const p = played([notify], { from: before, province: moved });
    expect(openClocks(p)[0]).toBe('reply an.clerk');
    expect(accessOf(commendation, p.dossier).read).not.toContain('post:agri.spec');
    expect(played([{ ...reply, as: 'p.agri.spec' }], { from: p, province: moved }).state.withdrawals[0]?.reply).toBeTruthy();
    expect(() => played([{ ...reply, as: 'p.new' }], { from: p, province: moved })).toThrow('act.capacity');
  });

  it('is delivered by the clerk where the person holds no post any more, who writes the reply down', () => {
    const before = played(published);
    const retired = createProvince({ ...UNITS, holders: { 'agri.spec': 'p.new' } });
    const p = played([notify, { ...reply, as: 'agri.clerk' }], { from: before, province: retired });
    expect([p.state.withdrawals[0]?.byPaper, openClocks(p)]).toEqual([true, ['withdrawal agri.head']]);
  });
});

describe('a conclusion', () => {
  it('never takes an award back before the reply or the end of its date', () => {
    const p = played([...contested, { ...withdraw, refused: 'commendation.reply_awaited' }, reply, withdraw]);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['withdrawn', []]);
    expect(p.state.withdrawals[0]).toMatchObject({ outcome: 'withdrawn', post: 'agri.head', number: '20/QĐ-SNN' });
    expect(accessOf(commendation, p.dossier).read).not.toContain('official');
  });

  it('takes silence for nothing: it is written down, nobody above is called, and a late reply is still taken', () => {
    const silent = played([...contested, silence]);
    expect(silent.dossier.clocks.filter((c) => c.level > 0)).toEqual([]);
    expect(silent.state.withdrawals[0]).toMatchObject({ lapsedBy: silent.dossier.seq, reply: null });
    expect(played([withdraw], { from: silent }).dossier.stage).toBe('withdrawn');
    expect(played([reply, withdraw], { from: silent }).state.withdrawals[0]?.reply).toContain('bản chụp');
  });

  it('keeps the award as soon as it is seen to stand, and it is public again', () => {
    const p = played([...contested, keep]);
    expect([p.dossier.stage, openClocks(p), p.state.withdrawals[0]?.outcome]).toEqual(['published', [], 'kept']);
    expect(accessOf(commendation, p.dossier).read).toContain('official');
    const unpublished = played([...decided, notify, keep]);
    expect([unpublished.dossier.stage, openClocks(unpublished)]).toEqual(['decided', ['publish agri.clerk']]);
    expect(played([publish], { from: unpublished }).dossier.stage).toBe('published');
  });

  it('is passed up where whoever concludes is silent', () => {
    const p = played([...contested, silence, { as: 'system', act: 'lapse', body: { clock: 'withdrawal' }, later: 1 }]);
    expect(played([{ ...keep, as: 'office.head' }], { from: p }).dossier.stage).toBe('published');
  });

  it('of one award leaves the others standing', () => {
    const two = [SPEC, { whom: 'person', post: 'agri.deputy', form: 'praise' }];
    const p = played([
      ...heard,
      { ...proposeForm, body: { awards: two, reasons: LONG } },
      { ...decide, body: { ...decision, awards: two } },
      publish,
      notify,
      reply,
      withdraw,
    ]);
    expect(p.dossier.stage).toBe('published');
    expect(commendation.exports?.(p.filled, p.dossier)).toMatchObject({ awards: [{ person: 'p.agri.deputy' }] });
    const again = played(
      [
        { ...notify, refused: 'commendation.withdrawn_already' },
        { ...appeal, as: 'agri.deputy', refused: 'act.capacity' },
        appeal,
        { as: 'office.head', act: 'restore-award', body: { answer: LONG } },
      ],
      { from: p },
    );
    expect([again.dossier.stage, again.state.withdrawals[0]?.appeal?.outcome]).toEqual(['published', 'restored']);
  });

  it('on praise of a unit is not drawn by its own head', () => {
    const collective = { ...praise, body: { reason: 'Cả sở làm xong hồ sơ tồn.' } };
    const p = played([collective, notify]);
    expect(openClocks(p)).toEqual(['reply agri.head', 'withdrawal office.head']);
    expect(() => played([silence, { ...withdraw, as: 'agri.head' }], { from: p })).toThrow('act.capacity');
    expect(played([silence, { ...withdraw, as: 'office.head' }], { from: p }).dossier.stage).toBe('withdrawn');
  });
});

describe('an appeal', () => {
  it('goes one level up, once, with a clock; nobody reviews the own withdrawal', () => {
    const p = played(appealing);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['appealing', ['appeal office.head']]);
    const upheld = played([{ as: 'office.head', act: 'uphold-withdrawal', body: { answer: LONG } }], { from: p });
    expect([upheld.dossier.stage, upheld.state.withdrawals[0]?.appeal?.outcome]).toEqual(['withdrawn', 'upheld']);
    expect(() => played([appeal], { from: upheld })).toThrow('act.capacity');
    const both = createProvince({ ...UNITS, holders: { 'office.head': 'p.agri.head' } });
    expect(openClocks(played(appealing, { province: both }))).toEqual(['appeal office.member']);
  });

  it('gives the award back as it stood, and it is public again', () => {
    const p = played([...appealing, { as: 'office.head', act: 'restore-award', body: { answer: LONG } }]);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['published', []]);
    expect(commendation.exports?.(p.filled, p.dossier)).toMatchObject({ awards: [{ person: 'p.agri.spec' }] });
  });

  it('is pressed for where the superior is silent', () => {
    const p = played([...appealing, { as: 'system', act: 'lapse', body: { clock: 'appeal' }, later: 12 }]);
    expect(openClocks(p)).toEqual(['appeal office.head', 'escalation:appeal:1 office.member']);
    expect(played([{ as: 'office.member', act: 'restore-award', body: { answer: LONG } }], { from: p }).dossier.stage).toBe(
      'published',
    );
  });
});
