import type { ComponentChildren } from 'preact';
import { allStages } from '../../../dossier/fold.ts';
import { formatDate } from '../../../kernel/format.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import type { SavedFilter as StoredFilter } from '../../../store/accounts/filter.ts';
import { Banner, EmptyState, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Select } from '../../components/choice-field.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListKeys } from '../../components/keys-help.tsx';
import { Light } from '../../components/light.tsx';
import { ListBox, ListTools, Pager } from '../../components/list-tools.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { DateField, TextField } from '../../components/text-field.tsx';
import { textLang } from '../../components/text-lang.ts';
import { fieldChoices, unitChoices } from '../../form/choices.ts';
import { FORM_NAMES } from '../../form/values.ts';
import { bulkBar, Labels } from '../bulk/bar.tsx';
import { BULK } from '../bulk/names.ts';
import { ownColumns } from '../showing/apart.ts';
import type { Reader } from '../showing/reader.ts';
import { type AskedList, listAddress, ordersOf, PARAMS, PLACE } from './asked.ts';

import { type ListView, orderWords, sortOf, stateChoices } from './view.ts';

/** What the list page needs besides its words. */
export interface ListPageProps {
  readonly r: Reader;
  readonly asked: AskedList;
  readonly v: ListView;
  readonly token: string;
  /** Filters the reader may drop, when the form for keeping one is open. */
  readonly keeping?: readonly StoredFilter[];
  readonly create?: { readonly href: string; readonly label: string };
  /** Further acts by which the reader may open a dossier of the kind. */
  readonly others?: readonly { readonly href: string; readonly label: string }[];
}

/** The list of a kind, or of all kinds: all of its state is in its address. */
export function ListPage(props: ListPageProps) {
  const { r, asked, v } = props;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{v.title}</h1>
        <span class="count">{v.count}</span>
        <span class="acts btns">
          {props.create ? (
            <LinkButton href={props.create.href} create keys="F2">
              {props.create.label}
            </LinkButton>
          ) : null}
          {(props.others ?? []).map((other) => (
            <LinkButton key={other.href} href={other.href} look="plain">
              {other.label}
            </LinkButton>
          ))}
          <LinkButton href={listAddress(asked, {}, `${asked.path}/xuat.xlsx`)} look="plain">
            {r.t('act.export')}
          </LinkButton>
          <a class="beside" href={safeHref(listAddress(asked, {}, `${asked.path}/xuat.csv`))}>
            CSV
          </a>
        </span>
      </div>
      <ListTools
        t={r.t}
        saved={v.saved}
        {...(r.isCopy ? {} : { saveHref: `${listAddress(asked, { luu: '1' })}#luu-bo-loc` })}
        active={v.active}
        clearHref={asked.path}
        quick={{
          action: asked.path,
          name: PARAMS.text,
          ...(asked.filter.text ? { value: asked.filter.text } : {}),
          hidden: without(asked.query, PARAMS.text),
        }}
        more={<FilterForm r={r} asked={asked} />}
      />
      {props.keeping && !r.isCopy ? <KeepForm {...props} keeping={props.keeping} /> : null}
      {v.wide === undefined ? null : <Banner>{v.wide}</Banner>}
      {v.rows.length === 0 ? <Nothing {...props} /> : <Rows {...props} />}
      <ListKeys t={r.t} />
      <PageHelp t={r.t}>
        <p>{v.about}</p>
        <p>{r.t('pages.list.help')}</p>
      </PageHelp>
    </>
  );
}

function without(query: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => key !== name));
}

function Rows({ r, asked, v, token }: ListPageProps) {
  const isApart = asked.kind?.apart !== undefined;
  return (
    <ListBox
      t={r.t}
      label={v.title}
      bulk={{ action: BULK.path, ...bulkBar(r, v, token, listAddress(asked)) }}
      pager={
        <Pager
          t={r.t}
          page={v.page}
          pages={v.pages}
          {...(v.previousHref ? { previousHref: v.previousHref } : {})}
          {...(v.nextHref ? { nextHref: v.nextHref } : {})}
          {...(v.pagesAreMore ? { note: r.t('pages.list.pagesMore') } : {})}
        />
      }
    >
      <DataTable
        t={r.t}
        dense
        selectName={BULK.chosen}
        caption={v.caption}
        columns={[
          ...(isApart ? [] : [{ key: 'light', label: r.t('list.status'), bare: true, noWrap: true }]),
          {
            key: 'number',
            label: r.t('pages.list.col.number'),
            bare: true,
            noWrap: true,
            sort: sortOf(asked, 'number', 'number'),
          },
          { key: 'title', label: r.t('pages.list.col.title'), head: true },
          ...(asked.kind ? [] : [{ key: 'kind', label: r.t('pages.list.col.kind') }]),
          ...(isApart
            ? ownColumns(r, asked.kind)
            : [
                { key: 'place', label: r.t('pages.list.col.place'), bare: true, noWrap: true },
                { key: 'lead', label: r.t('unit.lead') },
                { key: 'due', label: r.t('pages.list.col.due'), noWrap: true, sort: sortOf(asked, 'due', 'due-desc') },
              ]),
          { key: 'stage', label: r.t('pages.list.col.stage') },
        ]}
        rows={v.rows.map((row) => ({
          id: row.id,
          select: { label: r.t('bulk.choose', { name: row.number }) },
          cells: {
            light: row.light ? <Light {...row.light} flat /> : undefined,
            number: row.number,
            title: (
              <>
                <a href={row.href} lang={textLang(r.lang, row.title)}>
                  {row.title}
                </a>
                <Labels labels={row.labels} />
              </>
            ),
            kind: row.kind,
            place: row.place,
            lead: row.lead,
            due: row.due,
            stage: row.stage,
            ...row.own,
          },
        }))}
      />
    </ListBox>
  );
}

function Nothing({ r, asked, v, create }: ListPageProps): ComponentChildren {
  if (v.isFiltered) {
    return (
      <EmptyState
        title={r.t('list.none')}
        action={
          <LinkButton href={asked.path} look="plain">
            {r.t('list.filterClear')}
          </LinkButton>
        }
      />
    );
  }
  return (
    <EmptyState
      title={r.t('pages.list.empty')}
      text={r.t('pages.list.emptyWhat')}
      {...(create ? { action: <LinkButton href={create.href}>{create.label}</LinkButton> } : {})}
    />
  );
}

function FilterForm({ r, asked }: Pick<ListPageProps, 'r' | 'asked'>) {
  const { filter, kind } = asked;
  const { org } = r.asker;
  const choices = { org, lang: r.lang, t: r.t };
  const any = r.t('pages.list.any');
  const isWork = kind?.apart === undefined;
  const select = (name: keyof typeof PARAMS, label: string, options: Parameters<typeof Select>[0]['options'], search = false) => (
    <Select
      t={r.t}
      id={`loc-${PARAMS[name]}`}
      name={PARAMS[name]}
      label={label}
      options={options}
      empty={any}
      search={search}
      {...(filter[name] ? { value: String(filter[name]) } : {})}
    />
  );
  const dateOf = (value: string | undefined) => (value === undefined ? {} : { value: formatDate(value as LegalDate) });
  return (
    <search>
      <form class="form compact" method="get" action={safeHref(asked.path)}>
        <div class="halves">
          {isWork ? select('state', r.t('list.status'), stateChoices(r)) : null}
          {kind
            ? select(
                'stage',
                r.t('pages.list.col.stage'),
                allStages(kind).map((s) => ({ value: s, label: r.say.stage(kind.name, s) })),
              )
            : null}
          {isWork ? (
            <>
              {select('field', r.t('field.one'), fieldChoices(choices), true)}
              {select('locality', r.t('locality.one'), unitChoices(choices, ['commune']), true)}
              {select('unit', r.t('unit.lead'), unitChoices(choices), true)}
            </>
          ) : null}
          <Select
            t={r.t}
            id="loc-sap"
            name={PLACE.order}
            label={r.t('pages.list.sort')}
            options={ordersOf(kind).map((o) => ({ value: o, label: orderWords(r, o) }))}
            value={asked.order}
          />
          <DateField
            t={r.t}
            lang={r.lang}
            id="loc-tu"
            name={PARAMS.since}
            label={r.t('pages.list.since')}
            hint={r.t('form.dateHintPast')}
            {...dateOf(filter.since)}
          />
          <DateField
            t={r.t}
            lang={r.lang}
            id="loc-den"
            name={PARAMS.until}
            label={r.t('pages.list.until')}
            hint={r.t('form.dateHintPast')}
            {...dateOf(filter.until)}
          />
        </div>
        <TextField
          t={r.t}
          id="loc-tim"
          name={PARAMS.text}
          label={r.t('pages.list.text')}
          {...(filter.text ? { value: filter.text } : {})}
        />
        <TextField
          t={r.t}
          id="loc-nhan"
          name={PARAMS.label}
          label={r.t('bulk.label.one')}
          {...(filter.label ? { value: filter.label } : {})}
        />
        <div class="actions">
          <Button>{r.t('pages.list.apply')}</Button>
        </div>
      </form>
    </search>
  );
}

function KeepForm({ r, asked, token, keeping }: ListPageProps & { readonly keeping: readonly StoredFilter[] }) {
  return (
    <section class="card" id="luu-bo-loc">
      <h2>{r.t('list.filterSave')}</h2>
      <form class="form compact" method="post" action="/bo-loc">
        <input type="hidden" name={FORM_NAMES.token} value={token} />
        <input type="hidden" name="url" value={listAddress(asked)} />
        <TextField t={r.t} id="bo-loc-ten" name="ten" label={r.t('pages.filter.name')} required maxLength={100} />
        <Select
          t={r.t}
          id="bo-loc-cho"
          name="cho"
          label={r.t('pages.filter.for')}
          options={[
            { value: 'toi', label: r.t('pages.filter.me') },
            { value: 'don-vi', label: r.t('pages.filter.unit') },
          ]}
          value="toi"
        />
        <div class="actions">
          <Button>{r.t('list.filterSave')}</Button>
        </div>
      </form>
      {keeping.length > 0 ? (
        <>
          <h3>{r.t('pages.filter.own')}</h3>
          <ul class="wait">
            {keeping.map((f) => (
              <li key={f.id}>
                <div>
                  <a href={safeHref(f.url)}>{f.label}</a>
                </div>
                <form method="post" action={`/bo-loc/${f.id}/xoa`}>
                  <input type="hidden" name={FORM_NAMES.token} value={token} />
                  <input type="hidden" name="den" value={listAddress(asked)} />
                  <Button look="plain" small about={f.label}>
                    {r.t('pages.filter.drop')}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
