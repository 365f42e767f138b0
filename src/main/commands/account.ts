/** `khoithong account`: who may sign in with a password; the first administrator of an installation comes from here. */
import { randomInt } from 'node:crypto';
import { isAppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { changePassword, createAccount, isLoginName } from '../../store/accounts/account.ts';
import { askAs, type Store } from '../../store/store.ts';
import { findAccount, hasNoAccount } from '../accounts.ts';
import type { CommandContext, OptionValues } from '../command.ts';
import { appointFirst, checkAdministrator, type FirstAdministrator } from '../first-administrator.ts';
import { readHolding } from '../installation.ts';
import { findKnownPerson } from '../known-person.ts';
import { withStore } from '../with-store.ts';
import { print, problem, say, usageProblem } from '../words.ts';

/** How every official is addressed; papers that need «Ông» or «Bà» are told so by --honorific. */
const HONORIFIC = 'Đồng chí';

/** Makes an account or renews its password; the password alone goes to the output, once. */
export async function account({ config, values, root }: CommandContext): Promise<number> {
  const wish = readWish(values);
  return withStore({ config, root }, async (store, url) => {
    switch (wish.what) {
      case 'first':
        return createFirst(store, url, wish);
      case 'person':
        return createFor(store, await findKnownPerson(store, wish.person), wish.login);
      case 'reset':
        return resetPassword(store, url, wish.login);
    }
  });
}

type Wish =
  | { readonly what: 'first'; readonly login: string; readonly who: FirstAdministrator }
  | { readonly what: 'person'; readonly login: string; readonly person: string }
  | { readonly what: 'reset'; readonly login: string };

function readWish(values: OptionValues): Wish {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [person, reset, login, name] = [text('person'), text('reset-password'), text('login'), text('name')];
  const isFirst = values['first'] === true;
  if ([isFirst, person !== undefined, reset !== undefined].filter(Boolean).length !== 1) throw usageProblem('usage.whichAccount');
  const forFirstOnly = ['name', 'post', 'honorific', 'staff-code'].find((option) => text(option) !== undefined);
  if (!isFirst && forFirstOnly !== undefined) throw usageProblem('usage.firstOnly', { option: `--${forFirstOnly}` });
  if (reset !== undefined) {
    if (login !== undefined) throw usageProblem('usage.whichAccount');
    return { what: 'reset', login: reset };
  }
  if (login === undefined) throw usageProblem('usage.loginNeeded');
  if (!isLoginName(login)) throw usageProblem('usage.badLogin', { value: login });
  if (person !== undefined) return { what: 'person', login, person };
  if (name === undefined) throw usageProblem('usage.nameNeeded');
  const post = text('post');
  const who = checkAdministrator({
    name,
    honorific: text('honorific') ?? HONORIFIC,
    staffCode: text('staff-code') ?? login,
    ...(post === undefined ? {} : { post }),
  });
  return { what: 'first', login, who };
}

async function createFirst(store: Store, url: string, wish: Extract<Wish, { what: 'first' }>): Promise<number> {
  const { isDemo } = await readHolding(store.pool);
  if (isDemo === true) throw problem('problem.notFirst');
  if (!(await hasNoAccount(url, store.tenant))) throw problem('problem.notFirst');
  const { person, post } = await appointFirst(store, wish.who);
  const { org } = await askAs(store, null);
  const title = org.postTitle(post);
  print(say('say.appointed', { name: wish.who.name, post: title.vi, postEn: title.en, code: person }), process.stderr);
  return createFor(store, person, wish.login);
}

async function createFor(store: Store, person: PersonId, login: string): Promise<number> {
  const password = makePassword();
  await createAccount(store, { person, name: login, password }).catch((error: unknown) => {
    throw isAppError(error, 'account.taken') ? problem('problem.accountTaken', { login }, error) : error;
  });
  const { org } = await askAs(store, null);
  print(say('say.accountMade', { login, name: org.personName(person) }), process.stderr);
  process.stdout.write(`${password}\n`);
  return 0;
}

async function resetPassword(store: Store, url: string, login: string): Promise<number> {
  const known = await findAccount(url, store.tenant, login);
  if (!known) throw problem('problem.noSuchLogin', { who: login });
  if (!known.isActive) throw problem('problem.accountClosed', { login });
  const password = makePassword();
  await changePassword(store, known.person, password);
  print(say('say.passwordRenewed', { login }), process.stderr);
  process.stdout.write(`${password}\n`);
  return 0;
}

/** Without what is mistaken for something else when read out or copied by hand. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 100 bits in four groups. */
function makePassword(): string {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
