import { describe, expect, it } from 'vitest';
import { key } from '../../dossier/keys.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { type SigningKeyState, signingKey } from './kind.ts';

const body = { credential: 'AAEC', publicKey: 'MFkw', alg: '-7', rpId: 'khoithong.example.vn' };
const enrol = (as = 'agri.spec', more: object = {}): Step => ({ as, act: 'enrol', body: { ...body, ...more } });
const remove = (as: string, refused?: string): Step => ({ as, act: 'remove', body: {}, ...(refused ? { refused } : {}) });

describe('a signing key', () => {
  it('belongs to whoever enrolled it, who is told, and has a number', () => {
    const { dossier, filled, decided } = play(signingKey, [enrol()]);
    expect(dossier).toMatchObject({ stage: 'active', number: 'KK-2026-00001' });
    const facts = signingKey.signingKey?.facts(filled);
    expect(facts).toEqual({ ...body, alg: -7, person: 'p.agri.spec' });
    expect(signingKey.signingKey?.body({ ...body, alg: -7 })).toEqual(body);
    expect(decided[0]?.notices).toEqual([{ to: key.person('p.agri.spec'), code: 'enrolled' }]);
  });

  it('is removed by its owner or by the system, once, and by nobody else', () => {
    const { dossier, filled, decided } = play(signingKey, [
      enrol(),
      remove('agri.head', 'act.capacity'),
      remove('agri.spec'),
      remove('agri.spec', 'act.stage'),
    ]);
    expect(dossier.stage).toBe('removed');
    expect((filled as unknown as SigningKeyState).removed?.person).toBe('p.agri.spec');
    expect(decided[1]?.notices).toEqual([{ to: key.person('p.agri.spec'), code: 'removed' }]);
    const closed = play(signingKey, [enrol(), remove('system')]);
    expect((closed.filled as unknown as SigningKeyState).removed?.person).toBeNull();
    expect(closed.decided[1]?.notices).toEqual([{ to: key.person('p.agri.spec'), code: 'removed' }]);
  });

  it('is not the system\u2019s to enrol, and keeps its credential for ever', () => {
    play(signingKey, [{ ...enrol('system'), refused: 'act.capacity' }, enrol()]);
    const { dossier, filled } = play(signingKey, [enrol(), remove('agri.spec')]);
    expect(signingKey.sole?.(filled, dossier)).toEqual([{ name: 'already_enrolled', key: 'AAEC' }]);
  });

  it('is nobody\u2019s to correct, annul or divert', () => {
    play(signingKey, [
      enrol(),
      {
        as: 'agri.spec',
        act: 'correct',
        body: { seq: 1, field: 'publicKey', text: 'MFkx', reason: 'Ghi nhầm khoá' },
        refused: 'correct.no_such_field',
      },
      { as: 'agri.spec', act: 'annul', body: { reason: 'Khoá này không dùng được nữa' }, refused: 'act.capacity' },
      {
        as: 'office.head',
        act: 'divert',
        body: { channel: 'other', to: 'Nơi khác', reason: 'Không thuộc nơi này giải quyết' },
        refused: 'act.capacity',
      },
    ]);
  });

  it('takes only what a key is made of', () => {
    for (const more of [{ credential: 'có dấu' }, { publicKey: '' }, { alg: '-5' }, { credential: 'A'.repeat(1401) }])
      play(signingKey, [{ ...enrol('agri.spec', more), refused: 'act.invalid' }, enrol()]);
  });
});
