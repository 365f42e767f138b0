/** `khoithong token`: a bearer token of the programming interface, shown once. */
import type { PersonId } from '../../kernel/ids.ts';
import { asInstant, toLegalDate, toMillis } from '../../kernel/time.ts';
import { issueToken, type TokenScope } from '../../store/accounts/token.ts';
import { askAs, type Store } from '../../store/store.ts';
import { findAccount } from '../accounts.ts';
import type { CommandContext, OptionValues } from '../command.ts';
import { findKnownPerson } from '../known-person.ts';
import { withStore } from '../with-store.ts';
import { print, problem, say, usageProblem } from '../words.ts';

const DEFAULT_DAYS = 90;

/** Issues a token for one person; the secret alone goes to the output. */
export async function token({ config, values, root }: CommandContext): Promise<number> {
  const wish = readWish(values);
  return withStore({ config, root }, async (store, url) => {
    const person = await findPerson(store, url, wish);
    const asker = await askAs(store, person);
    if (wish.scopes.includes('provision') && !asker.identity.keys.includes('role:admin'))
      throw problem('problem.notAnAdministrator');
    const now = asInstant(Date.now());
    const expiresAt = asInstant(toMillis(now) + wish.days * 86_400_000);
    const issued = await issueToken(store, asker.identity, { label: wish.label, scopes: wish.scopes, expiresAt, now });
    print(say('say.token', { name: asker.standing.name || person, until: toLegalDate(expiresAt) }), process.stderr);
    process.stdout.write(`${issued.secret}\n`);
    return 0;
  });
}

interface Wish {
  readonly person?: string;
  readonly login?: string;
  readonly label: string;
  readonly days: number;
  readonly scopes: readonly TokenScope[];
}

function readWish(values: OptionValues): Wish {
  const text = (name: string): string | undefined =>
    typeof values[name] === 'string' && values[name] !== '' ? values[name] : undefined;
  const person = text('person');
  const login = text('login');
  if ((person === undefined) === (login === undefined)) throw usageProblem('usage.whoForToken');
  const days = text('days') ?? String(DEFAULT_DAYS);
  if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 366) throw usageProblem('usage.badDays', { value: days });
  const scope = text('scope');
  if (scope !== undefined && scope !== 'read' && scope !== 'act' && scope !== 'provision')
    throw usageProblem('usage.badScope', { value: scope });
  return {
    ...(person === undefined ? {} : { person }),
    ...(login === undefined ? {} : { login }),
    label: text('label') ?? 'khoithong token',
    days: Number(days),
    scopes: scope === undefined ? ['read', 'act'] : [scope],
  };
}

async function findPerson(store: Store, url: string, wish: Wish): Promise<PersonId> {
  if (wish.login === undefined) return findKnownPerson(store, wish.person ?? '');
  const found = await findAccount(url, store.tenant, wish.login);
  if (!found?.isActive) throw problem('problem.noSuchLogin', { who: wish.login });
  return found.person;
}
