import { formatTime, formatWeekdayDate } from '../../../kernel/format.ts';
import type { PostId, UnitId } from '../../../kernel/ids.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { NoticeView } from '../../../store/read/notices.ts';
import { EmptyState, PageHelp } from '../../components/banner.tsx';
import { textLang } from '../../components/text-lang.ts';
import { type NoticeItem, NoticeList } from '../../components/work-list.tsx';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';

/** The notices in words: what happened on which dossier, and why it came to the reader. */
export function buildNotices(r: Reader, notices: readonly NoticeView[], seen: bigint): readonly NoticeItem[] {
  return notices.map((n) => ({
    what: r.say.notice(n.kind, n.code, n.params).replace(/\.$/, ''),
    about: [n.number, n.title].filter((s) => s !== null && s !== '').join(' '),
    lang: textLang(r.lang, n.title),
    href: dossierHref(r.registry, { kind: n.kind, id: n.dossier, number: n.number }),
    why: reasonOf(r, n.toKey),
    day: formatWeekdayDate(toLegalDate(n.businessAt), r.lang),
    at: formatTime(n.businessAt),
    atIso: n.businessAt,
    unread: BigInt(n.id) > seen,
  }));
}

/** Why a notice came: the capacity it was addressed to. */
function reasonOf(r: Reader, key: string): string {
  const colon = key.indexOf(':');
  const kind = colon < 0 ? key : key.slice(0, colon);
  const of = colon < 0 ? '' : key.slice(colon + 1);
  const { org } = r.asker;
  switch (kind) {
    case 'person':
      return r.t('pages.notices.why.person');
    case 'post':
      return r.t('pages.notices.why.post', { post: org.postTitle(of as PostId)[r.lang] });
    case 'head':
    case 'deputy':
    case 'clerk':
    case 'staff':
    case 'member':
      return r.t(`pages.notices.why.${kind}`, { unit: org.unitName(of as UnitId, r.lang) });
    case 'role':
      return r.t('pages.notices.why.role');
    default:
      return r.t('pages.notices.why.official');
  }
}

/** All notices, each with its reason. */
export function NoticesPage({ r, items }: { r: Reader; items: readonly NoticeItem[] }) {
  return (
    <>
      <div class="crumb titlebar">
        <h1>{r.t('pages.notices.title')}</h1>
      </div>
      {items.length === 0 ? (
        <EmptyState
          title={r.t('pages.notices.none')}
          text={r.t('pages.notices.noneWhat')}
          action={<a href="/viec">{r.t('nav.work')}</a>}
        />
      ) : (
        <NoticeList t={r.t} items={items} />
      )}
      <PageHelp t={r.t}>
        <p>{r.t('pages.notices.help')}</p>
      </PageHelp>
    </>
  );
}
