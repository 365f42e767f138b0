import { formatDate, formatStamp } from '../../../kernel/format.ts';
import { addDays, toLegalDate } from '../../../kernel/time.ts';
import { type DelegationRow, EVERY } from '../../../organisation/rows.ts';
import type { TokenRow } from '../../../store/accounts/token.ts';
import { heldPosts } from '../../../store/read/work.ts';
import type { Reader } from '../showing/reader.ts';
import { type Deputised, deputisedFor } from '../work/view.ts';

/** A token of the reader's own, in words. */
export interface TokenLine {
  readonly id: string;
  readonly label: string;
  readonly scopes: string;
  readonly span: string;
  readonly used: string;
  readonly living: boolean;
}

/** Everything the profile says. */
export interface ProfilePage {
  readonly name: string;
  readonly staffCode: string;
  readonly posts: readonly { readonly title: string; readonly since?: string; readonly unitHref: string }[];
  readonly toMe: readonly Deputised[];
  readonly fromMe: readonly string[];
  readonly tokens: readonly TokenLine[];
}

/** The profile of the reader. */
export function buildProfile(r: Reader, tokens: readonly TokenRow[], now: string): ProfilePage {
  const { org, standing } = r.asker;
  const person = standing.person;
  const posts = person === null ? [] : org.postsOf(person);
  return {
    name: standing.name,
    staffCode: (person === null ? undefined : org.person(person)?.staffCode) ?? '',
    posts: posts.map((post) => {
      const since = person === null ? undefined : org.heldSince(post.id, person);
      return {
        title: org.postTitle(post.id)[r.lang],
        ...(since ? { since: formatDate(since) } : {}),
        unitHref: `/to-chuc/${encodeURIComponent(post.unit)}`,
      };
    }),
    toMe: deputisedFor(r),
    fromMe: delegationsFrom(r),
    tokens: tokens.map((token) => tokenLine(r, token, now)),
  };
}

function delegationsFrom(r: Reader): readonly string[] {
  const { org } = r.asker;
  const own = new Set(heldPosts(r.asker));
  const mine = new Set<string>(r.asker.standing.person === null ? [] : org.postsOf(r.asker.standing.person).map((p) => p.id));
  const rows: readonly DelegationRow[] = [...org.index.grants, ...org.index.absences.values()];
  return rows
    .filter((row) => own.has(row.fromPost) && mine.has(row.fromPost))
    .map((row) =>
      r.t('screens.organisation.delegation', {
        form: r.t(`screens.organisation.forms.${row.form}`),
        from: org.postTitle(row.fromPost)[r.lang],
        to: row.toPost === null ? r.t('screens.organisation.noStandIn') : org.postTitle(row.toPost)[r.lang],
        matters: row.matters.includes(EVERY)
          ? r.t('screens.organisation.allMatters')
          : row.matters.map((m) => r.say.kind(m, 'plural')).join(', '),
        until:
          row.to === null
            ? r.t('screens.work.untilFurther')
            : r.t('screens.work.until', { date: formatDate(addDays(row.to, -1)) }),
        number: row.documentNumber,
      }),
    );
}

function tokenLine(r: Reader, token: TokenRow, now: string): TokenLine {
  const living = token.revokedAt === null && token.expiresAt > now;
  const span = { from: formatDate(toLegalDate(token.createdAt)), to: formatDate(toLegalDate(token.expiresAt)) };
  return {
    id: token.id,
    label: token.label,
    scopes: token.scopes.map((scope) => r.t(`screens.profile.scopes.${scope}`)).join(', '),
    span:
      token.revokedAt === null
        ? r.t('screens.profile.span', span)
        : r.t('screens.profile.revoked', { time: formatStamp(token.revokedAt) }),
    used: token.lastUsedAt === null ? r.t('screens.profile.neverUsed') : formatStamp(token.lastUsedAt),
    living,
  };
}
