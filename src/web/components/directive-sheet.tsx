import { LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { type LightTone, lightShape } from './light.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A task in the margin: number, title, who and when; the word says what the shape says. */
export type MarginTask = { number: string; title: string; href: string; note: string; tone: LightTone; word: string };

/** One sentence with what came of it. `triggers` are the words that make it an obligation, as they stand in the text. */
export type DirectiveSentence = {
  n: number;
  text: string;
  triggers?: readonly string[];
  tasks?: readonly MarginTask[];
  /** Why the sentence needs no task, in words. */
  noTask?: string;
  /** How many tasks it has, those the reader may not read among them. */
  assigned?: number;
  /** The heading that begins at this sentence. */
  heading?: string;
  /** True where a missing task is nothing the reader must see to: said without colour. */
  calm?: boolean;
  /** Where a task can be assigned, when the reader may, and what the link says. */
  assignHref?: string;
  assignText?: string;
};

/** Cuts a text at its trigger words, longest first; joined again the parts are the text unchanged. */
export function markTriggers(text: string, triggers: readonly string[]): { text: string; marked: boolean }[] {
  const words = triggers.filter((word) => word !== '').toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return [{ text, marked: false }];
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // A trigger is a whole word: "giao" must not light up inside "giao thông"'s neighbours such as "giaoh".
  const parts = text.split(new RegExp(`(?<![\\p{L}\\p{M}])(${pattern})(?![\\p{L}\\p{M}])`, 'giu'));
  return parts.map((part, index) => ({ text: part, marked: index % 2 === 1 })).filter((part) => part.text !== '');
}

const DONE: readonly LightTone[] = ['done-ok', 'done-late'];

function toneClass(tone: LightTone): string {
  if (tone === 'late' || tone === 'done-late') return 'is-late';
  if (tone === 'due') return 'is-due';
  if (tone === 'paused') return 'is-paused';
  return 'is-ok';
}

function Assign({ t, sentence }: { t: Translator; sentence: DirectiveSentence }) {
  const { assignHref, assignText, calm = false, n } = sentence;
  if (assignHref === undefined) return null;
  const text = assignText ?? t('directive.assign', { n });
  return calm ? (
    <p class="own">
      <a href={safeHref(assignHref)}>
        {text}
        <span class="vh"> ({t('directive.sentence', { n })})</span>
      </a>
    </p>
  ) : (
    <LinkButton href={assignHref} look="plain" small>
      {text}
    </LinkButton>
  );
}

function Tasks({ tasks, lang }: { tasks: readonly MarginTask[]; lang: string | undefined }) {
  return (
    <>
      {tasks.map((task) => (
        <div class="mt" key={task.number}>
          <span class={toneClass(task.tone)}>
            <Icon name={DONE.includes(task.tone) ? 'done' : lightShape(task.tone)} />
            <span class="vh">{task.word}</span>
          </span>
          <span>
            <a href={safeHref(task.href)}>{task.number}</a> <span lang={lang}>{task.title}</span>
          </span>
          <small>{task.note}</small>
        </div>
      ))}
    </>
  );
}

function Margin({ t, sentence, lang }: { t: Translator; sentence: DirectiveSentence; lang: string | undefined }) {
  const { tasks = [], noTask, assigned = 0, calm = false } = sentence;
  if (tasks.length > 0 || assigned > 0) {
    return (
      <div>
        {tasks.length > 0 ? <Tasks tasks={tasks} lang={lang} /> : <span class="muted">{t('directive.assigned')}</span>}
        <Assign t={t} sentence={sentence} />
      </div>
    );
  }
  if (noTask !== undefined) {
    return (
      <div>
        <span class="muted">{t('directive.noTask', { reason: noTask })}</span>
      </div>
    );
  }
  if (calm) {
    return (
      <div>
        <span class="muted">{t('directive.lack')}</span>
        <Assign t={t} sentence={sentence} />
      </div>
    );
  }
  return (
    <div>
      <div class="gap">
        <span>
          <Icon name="none" />
          {t('directive.lack')}
        </span>
        <Assign t={t} sentence={sentence} />
      </div>
    </div>
  );
}

function isGap({ tasks = [], assigned = 0, noTask, calm = false }: DirectiveSentence): boolean {
  return !calm && tasks.length === 0 && assigned === 0 && noTask === undefined;
}

/** A directive sentence by sentence; each row can be linked to as `#s<n>`, gaps stand out. */
export function DirectiveSheet(props: {
  t: Translator;
  note: string;
  sentences: readonly DirectiveSentence[];
  /** The language of the directive where it is not that of the page. */
  lang?: string | undefined;
}) {
  const { t, note, sentences, lang } = props;
  return (
    <section class="card sheet" aria-labelledby="sheet-title">
      <h2 class="vh" id="sheet-title">
        {t('directive.sheet')}
      </h2>
      <div class="cap">
        <p>{note}</p>
        <p>
          <b>{t('directive.margin')}</b>
        </p>
      </div>
      {sentences.map((sentence) => (
        <div key={sentence.n} class={isGap(sentence) ? 'ln hot' : 'ln'} id={`s${sentence.n}`}>
          <b>{sentence.n}</b>
          <p lang={lang}>
            {sentence.heading ? <small>{sentence.heading}</small> : null}
            {markTriggers(sentence.text, sentence.triggers ?? []).map((part, index) =>
              part.marked ? <mark key={index}>{part.text}</mark> : part.text,
            )}
          </p>
          <Margin t={t} sentence={sentence} lang={lang} />
        </div>
      ))}
    </section>
  );
}

/** How many sentences have tasks, need none, lack one: a bar with the same told in words; `calm` leaves the warning colour out. */
export function CoverBar(props: { t: Translator; has: number; no: number; lack: number; calm?: boolean }) {
  const { t, has, no, lack, calm = false } = props;
  const sentences = has + no + lack;
  if (sentences === 0) return null;
  const unit = 1000 / sentences;
  const gap = 4;
  const parts = [
    { name: 'has', from: 0, n: has },
    { name: 'no', from: has, n: no },
    { name: 'lack', from: has + no, n: lack },
  ].filter((part) => part.n > 0);
  return (
    <svg
      class={calm ? 'cover calm' : 'cover'}
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('cover.label', { sentences, has, no, lack })}
    >
      {parts.map((part) => (
        <rect
          key={part.name}
          class={part.name}
          x={part.from === 0 ? 0 : part.from * unit + gap}
          y="0"
          width={part.from === 0 ? part.n * unit : Math.max(part.n * unit - gap, 1)}
          height="10"
        />
      ))}
    </svg>
  );
}
