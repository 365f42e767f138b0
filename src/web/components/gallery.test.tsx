import type { ComponentChild } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../kernel/messages.ts';
import { en } from '../messages.en.ts';
import { vi } from '../messages.vi.ts';
import { Banner, EmptyState, PageHelp } from './banner.tsx';
import { ActionBar, Button, Buttons, LinkButton, OtherActions } from './button.tsx';
import { Card, Columns } from './card.tsx';
import { Checkbox, CheckboxGroup, RadioGroup, Select } from './choice-field.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { DataTable } from './data-table.tsx';
import { type Day, DayStrip } from './day-strip.tsx';
import { CoverBar, DirectiveSheet } from './directive-sheet.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { Form, FormActions, MoreFields } from './form.tsx';
import { KeysHelp, ListKeys } from './keys-help.tsx';
import { Light, type LightTone, Tag, Unverified } from './light.tsx';
import { ListBox, ListTools, Pager } from './list-tools.tsx';
import { Matrix } from './matrix.tsx';
import { OrgTree } from './org-tree.tsx';
import { Page } from './page.tsx';
import { Path } from './path.tsx';
import { PersonaCards, SignInPanel } from './persona-cards.tsx';
import { Conflict, ProblemPage } from './problem-page.tsx';
import { FiveSteps, Legend, RankList, TileMap } from './public-figures.tsx';
import { NextSteps, Receipt, ThreeStateList } from './receipt.tsx';
import { SafeLink } from './safe-link.tsx';
import { SummaryList } from './summary-list.tsx';
import { DateField, FileField, MoneyField, TextArea, TextField } from './text-field.tsx';
import { Segments, Timeline } from './timeline.tsx';
import type { Lang, Translator } from './translator.ts';
import { AckTable, OpinionTable } from './unit-tables.tsx';
import { AskList, Deltas, NoticeList, TodoList, Trio, WaitList } from './work-list.tsx';

const EVIL = '<script>alert("x")</script>';
const BAD = 'javascript:alert(1)';
const translators = createTranslator({ vi, en }, { onMissing: 'throw' });
const TONES: readonly LightTone[] = ['ok', 'due', 'late', 'paused', 'done-ok', 'done-late'];

function page(t: Translator, lang: Lang, children: ComponentChild, title = EVIL) {
  return (
    <Page
      lang={lang}
      t={t}
      title={title}
      assets={{ style: '/static/style.css', islands: '/static/islands.js' }}
      nav={[
        { text: t('nav.work'), href: '/viec', current: true },
        { text: t('nav.portfolio'), href: BAD },
      ]}
      place="Quảng Ninh"
      me={{ name: EVIL, post: 'Giám đốc', href: '/ca-nhan' }}
      search={{ action: '/tra-cuu', value: EVIL }}
      switchHref="?lang=en"
      dataAt="10:15 18/03/2025"
      demo={{ date: '18/03/2025', action: '/demo', changeHref: '/trai-nghiem' }}
      crumbs={[{ text: 'Vướng mắc', href: '/vm' }, { text: 'VM-2025-00418' }]}
      session={{ endsAt: '2025-03-18T04:00:00Z', stayUrl: '/phien' }}
      foot={[{ text: t('help.keys'), href: '#keys' }]}
    >
      {children}
    </Page>
  );
}

function week(iso: string): Day[] {
  const first = Number(iso.slice(-2));
  const kinds = ['start', 'counted', 'paused', 'holiday', 'extended', 'off', 'due'] as const;
  return kinds.map((kind, index) => ({ iso: `${iso.slice(0, 8)}${String(first + index).padStart(2, '0')}`, kind, text: EVIL }));
}

function gallery(t: Translator, lang: Lang): Record<string, ComponentChild> {
  const field = { t, label: EVIL, hint: EVIL, error: EVIL, required: true };
  const choices = [
    { value: 'a', label: EVIL, note: EVIL },
    { value: 'b', label: 'B' },
  ];
  const light = { tone: 'due', text: EVIL } as const;
  return {
    Light: TONES.map((tone) => <Light key={tone} tone={tone} text={EVIL} flat />),
    Tag: <Tag>{EVIL}</Tag>,
    Unverified: <Unverified t={t} />,
    Buttons: (
      <Buttons full>
        <Button name="act" value={EVIL} formAction={BAD} primary keys="F4">
          {EVIL}
        </Button>
        <LinkButton href={BAD} look="grave" small about={EVIL}>
          {EVIL}
        </LinkButton>
        <OtherActions t={t}>{EVIL}</OtherActions>
      </Buttons>
    ),
    ActionBar: <ActionBar t={t}>{EVIL}</ActionBar>,
    Card: (
      <Columns
        first={<Card title={EVIL}>{EVIL}</Card>}
        body={
          <Card title={EVIL} aside={EVIL}>
            {EVIL}
          </Card>
        }
        rest={EVIL}
      />
    ),
    ClockPanel: (
      <ClockPanel t={t} tone="late" text={EVIL} date={EVIL} howHref={BAD} whole={light} history={[{ date: EVIL, note: EVIL }]} />
    ),
    Path: <Path t={t} steps={[{ name: EVIL, state: 'now', lines: [EVIL], round: 2 }]} />,
    SummaryList: <SummaryList t={t} rows={[{ label: EVIL, value: EVIL, note: EVIL, editHref: BAD }]} />,
    DataTable: (
      <DataTable
        t={t}
        caption={EVIL}
        columns={[
          { key: 'title', label: EVIL, head: true, sort: { href: '?o=title', direction: 'descending' } },
          { key: 'due', label: EVIL, number: true, sort: { href: BAD } },
        ]}
        rows={[{ id: 'VM-1', cells: { title: EVIL, due: EVIL }, silent: true, select: { label: EVIL, checked: true } }]}
        foot={{ id: 'sum', cells: { title: EVIL, due: EVIL } }}
        selectName="id"
        dense
      />
    ),
    Timeline: (
      <Timeline
        events={[
          {
            title: EVIL,
            at: EVIL,
            atIso: '2025-03-14T17:00',
            who: EVIL,
            body: EVIL,
            kind: 'miss',
            receipt: { href: BAD, text: EVIL },
          },
        ]}
      />
    ),
    Segments: <Segments label={EVIL} items={[{ text: EVIL, href: BAD, current: true }]} />,
    TodoList: (
      <TodoList
        items={[
          {
            light,
            number: EVIL,
            due: EVIL,
            verb: EVIL,
            title: EVIL,
            href: BAD,
            who: EVIL,
            actions: [{ text: EVIL, href: BAD, filled: true }],
          },
        ]}
      />
    ),
    WaitList: <WaitList items={[{ text: EVIL, note: EVIL, light, action: { text: EVIL, href: BAD, about: EVIL } }]} />,
    Trio: <Trio items={[{ label: EVIL, value: EVIL, href: BAD, tone: 'late' }]} />,
    Deltas: <Deltas items={[{ value: EVIL, text: EVIL, tone: 'late' }]} />,
    AskList: <AskList items={[EVIL]} />,
    NoticeList: (
      <NoticeList
        t={t}
        items={[{ what: EVIL, about: EVIL, href: BAD, why: EVIL, day: EVIL, at: EVIL, atIso: '2025-03-18', unread: true }]}
      />
    ),
    Banner: (
      <Banner tone="warn" link={{ href: BAD, text: EVIL }} status>
        {EVIL}
      </Banner>
    ),
    PageHelp: <PageHelp t={t}>{EVIL}</PageHelp>,
    EmptyState: <EmptyState title={EVIL} text={EVIL} action={EVIL} />,
    Form: (
      <Form t={t} action={BAD} hidden={{ _csrf: EVIL }} draftUrl="/nhap" id="f" files>
        <TextField {...field} id="name" name="name" value={EVIL} autocomplete="name" />
        <TextArea {...field} id="what" name="what" value={EVIL} similar={{ url: '/tuong-tu' }} />
        <DateField {...field} id="day" name="day" lang={lang} value={EVIL} echo={EVIL} />
        <MoneyField {...field} id="harm" name="harm" lang={lang} value={EVIL} echo={EVIL} />
        <FileField {...field} id="file" name="file" multiple />
        <Select {...field} id="where" name="where" search options={[{ value: EVIL, label: EVIL, search: EVIL, group: EVIL }]} />
        <RadioGroup {...field} id="kind" name="kind" choices={choices} value="a" columns />
        <CheckboxGroup {...field} id="fields" name="fields" choices={choices} values={['b']} />
        <Checkbox {...field} id="hide" name="hide" checked />
        <MoreFields summary={EVIL}>{EVIL}</MoreFields>
        <FormActions draft={EVIL}>{EVIL}</FormActions>
      </Form>
    ),
    List: (
      <>
        <ListTools
          t={t}
          saved={[{ name: EVIL, href: BAD, count: EVIL, current: true }]}
          saveHref={BAD}
          active={[{ name: EVIL, removeHref: BAD }]}
          clearHref={BAD}
          quick={{ action: BAD, name: 'q', value: EVIL, hidden: { o: EVIL } }}
          more={EVIL}
        />
        <ListBox
          t={t}
          label={EVIL}
          bulk={{ action: BAD, buttons: EVIL }}
          pager={<Pager t={t} page={1} pages={3} nextHref={BAD} note={EVIL} />}
        >
          {EVIL}
        </ListBox>
        <ListKeys t={t} />
        <KeysHelp t={t} />
      </>
    ),
    Receipt: <Receipt t={t} time={EVIL} code={EVIL} note={EVIL} url="https://khoithong.example/tra-cuu/7M4Q-92XH" />,
    NextSteps: <NextSteps steps={[{ date: EVIL, iso: '2025-03-05', text: EVIL, note: EVIL }]} />,
    ThreeStateList: <ThreeStateList t={t} items={[{ text: EVIL, href: BAD, state: 'half' }]} />,
    DirectiveSheet: (
      <DirectiveSheet
        t={t}
        note={EVIL}
        sentences={[
          {
            n: 1,
            text: `kịp thời ${EVIL}`,
            triggers: ['kịp thời'],
            tasks: [{ number: EVIL, title: EVIL, href: BAD, note: EVIL, tone: 'late', word: EVIL }],
          },
          { n: 2, text: EVIL, noTask: EVIL },
          { n: 3, text: EVIL, assignHref: BAD },
        ]}
      />
    ),
    CoverBar: <CoverBar t={t} has={13} no={3} lack={2} />,
    AckTable: (
      <AckTable
        t={t}
        caption={EVIL}
        rows={[{ unit: EVIL, note: EVIL, done: 61, all: 84, state: light, action: { text: EVIL, href: BAD } }]}
      />
    ),
    OpinionTable: (
      <OpinionTable
        t={t}
        caption={EVIL}
        rows={[
          { unit: EVIL, due: EVIL, text: EVIL, reply: light, paper: { number: EVIL, href: BAD } },
          { unit: 'B', due: EVIL, silent: { text: EVIL, note: EVIL } },
        ]}
      />
    ),
    Matrix: (
      <Matrix
        t={t}
        caption={EVIL}
        rows={[EVIL]}
        columns={['A', 'B']}
        cell={(_, column) => ({ late: column, due: 1, ok: 2 })}
        href={() => BAD}
      />
    ),
    DayStrip: <DayStrip t={t} caption={EVIL} weeks={[week('2026-02-09')]} />,
    ProblemPage: (
      <ProblemPage t={t} title={EVIL} what={EVIL} kept={EVIL} code={EVIL} contact={{ text: EVIL, href: BAD }} actions={EVIL} />
    ),
    Conflict: (
      <Conflict
        t={t}
        theirs={{ note: EVIL, fields: [{ label: EVIL, parts: [{ text: EVIL, change: 'removed' }] }] }}
        yours={{ note: EVIL, fields: [{ label: EVIL, parts: [{ text: EVIL, change: 'added' }, { text: EVIL }] }] }}
      />
    ),
    PersonaCards: (
      <PersonaCards t={t} action={BAD} personas={[{ id: EVIL, name: EVIL, post: EVIL, unit: EVIL, first: [EVIL] }]} />
    ),
    SignInPanel: (
      <SignInPanel t={t} lead={EVIL} provincial={{ href: BAD, text: EVIL }}>
        {EVIL}
      </SignInPanel>
    ),
    OrgTree: (
      <OrgTree
        t={t}
        roots={[
          {
            id: 'a',
            name: EVIL,
            href: BAD,
            head: EVIL,
            children: [{ id: 'b', name: EVIL, vacant: true, note: EVIL, ended: EVIL }],
          },
        ]}
      />
    ),
    Public: (
      <>
        <FiveSteps steps={[{ text: EVIL, value: EVIL, href: BAD }]} />
        <TileMap
          t={t}
          tiles={[{ code: '06652', name: EVIL, lines: [EVIL], column: 0, row: 0, value: '<5', step: 6, href: BAD }]}
        />
        <Legend title={EVIL} steps={[{ step: 1, text: EVIL }]} />
        <RankList items={[{ text: EVIL, href: BAD, value: EVIL }]} />
      </>
    ),
    SafeLink: <SafeLink href={BAD}>{EVIL}</SafeLink>,
    ErrorSummary: <ErrorSummary t={t} errors={[{ field: 'name', text: EVIL }]} />,
  };
}

describe.each(['vi', 'en'] as const)('every component in %s', (lang) => {
  const t: Translator = translators(lang);
  const examples = Object.entries(gallery(t, lang));

  it.each(examples)('%s escapes what it is given and carries no inline script, style or dangerous address', (_name, example) => {
    const html = render(<>{example}</>);
    expect(html.length).toBeGreaterThan(20);
    expect(html).not.toMatch(/<script|javascript:|\sstyle=|\son[a-z]+=/i);
    expect(html).not.toMatch(/undefined|\[object |⟦/);
  });

  it('a page has one main part, one title and no script but its own modules', () => {
    const html = render(page(t, lang, <h1>{EVIL}</h1>));
    expect(html.startsWith(`<html lang="${lang}">`)).toBe(true);
    expect(html).toContain('<title>&lt;script>alert(&quot;x&quot;)&lt;/script> – Khơi Thông</title>');
    expect(html.match(/<main /g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script type="module" src="/static/islands.js">');
    expect(html).toMatch(/<a class="skip" href="#main">/);
    expect(html).toContain('aria-current="page"');
    expect(html).not.toMatch(/javascript:|\sstyle=/);
  });
});

describe('the structure assistive technology relies on', () => {
  const t: Translator = translators('vi');

  it('the error summary links to the field, which names its error', () => {
    const html = render(
      <>
        <ErrorSummary t={t} errors={[{ field: 'when', text: 'Nhập ngày như 26/02/2025' }]} />
        <DateField t={t} lang="vi" id="when" name="when" label="Ngày" error="Nhập ngày như 26/02/2025" required />
      </>,
    );
    expect(html).toContain('<a href="#when">');
    expect(html).toContain('id="when"');
    expect(html).toContain('aria-describedby="when-hint when-error when-echo"');
    expect(html).toContain('id="when-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-required="true"');
    expect(html).toContain('autocomplete="off"');
  });

  it('the first choice of a group carries the id the error summary points at', () => {
    const html = render(<RadioGroup t={t} id="kind" name="kind" label="Loại" choices={[{ value: 'a', label: 'A' }]} />);
    expect(html).toMatch(/^<fieldset/);
    expect(html).toContain('id="kind"');
    expect(html).toContain('<legend>');
  });

  it('a table has a caption, row headings, phone labels and says how it is sorted', () => {
    const html = render(
      <DataTable
        t={t}
        caption="41 hồ sơ. Sắp theo hạn, tăng dần."
        columns={[
          { key: 'title', label: 'Tiêu đề', head: true },
          { key: 'due', label: 'Hạn', sort: { href: '?o=due', direction: 'ascending' } },
          { key: 'step', label: 'Bước', sort: { href: '?o=step' } },
        ]}
        rows={[{ id: '1', cells: { title: 'A', due: '12/03', step: '' } }]}
      />,
    );
    expect(html).toContain('<caption>41 hồ sơ. Sắp theo hạn, tăng dần.</caption>');
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('aria-sort="none"');
    expect(html).toContain('<th scope="row">A</th>');
    expect(html).toContain('data-l="Hạn"');
    expect(html).not.toContain('data-l="Bước"');
  });

  it('silence is a hatched row with its own words', () => {
    const html = render(
      <OpinionTable
        t={t}
        caption="Ý kiến"
        rows={[{ unit: 'Sở Xây dựng', due: '14/03', silent: { text: 'Không có ý kiến', note: 'Ghi sổ' } }]}
      />,
    );
    expect(html).toMatch(/<tr class="silent"[^>]*>.*<mark>Không có ý kiến<\/mark>/);
  });

  it('every light has a shape of the sprite beside its word', () => {
    for (const tone of TONES)
      expect(render(<Light tone={tone} text="x" />)).toMatch(/<use href="#i-(ok|due|late|paused|done)"><\/use><\/svg>x/);
  });

  it('a path shows at most seven steps and marks the current one', () => {
    const steps = Array.from({ length: 9 }, (_, n) => ({ name: `B${n}`, state: n === 1 ? ('now' as const) : ('next' as const) }));
    const html = render(<Path t={t} steps={steps} />);
    expect(html.match(/<li/g)).toHaveLength(7);
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  });

  it('a matrix adds up and hides zeros from assistive technology', () => {
    const html = render(
      <Matrix
        t={t}
        caption="c"
        rows={['R']}
        columns={['A', 'B']}
        cell={(_, column) => ({ late: column, due: 0, ok: 2 })}
        href={() => '/vm'}
      />,
    );
    expect(html).toContain('4<span class="vh"> trong hạn, R</span>');
    expect(html).toContain('<span class="zero" aria-hidden="true">·</span>');
  });

  it('the receipt code is a QR drawn on the server with its name', () => {
    const html = render(<Receipt t={t} time="09:05" code="7M4Q-92XH" note="" url="https://khoithong.example/7M4Q" />);
    expect(html).toContain('role="img" aria-label="Mã QR của biên nhận 7M4Q-92XH"');
    expect(html).toMatch(/d="M0 0h7v1H0z/);
  });
});
