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
  /** Where a task can be assigned, when the sentence lacks one and the reader may assign. */
  assignHref?: string;
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

function Margin({ t, sentence }: { t: Translator; sentence: DirectiveSentence }) {
  const { tasks = [], noTask, assignHref, n } = sentence;
  if (tasks.length > 0) {
    return (
      <div>
        {tasks.map((task) => (
          <div class="mt" key={task.number}>
            <span class={toneClass(task.tone)}>
              <Icon name={DONE.includes(task.tone) ? 'done' : lightShape(task.tone)} />
              <span class="vh">{task.word}</span>
            </span>
            <span>
              <a href={safeHref(task.href)}>{task.number}</a> {task.title}
            </span>
            <small>{task.note}</small>
          </div>
        ))}
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
  return (
    <div>
      <div class="gap">
        <span>
          <Icon name="none" />
          {t('directive.lack')}
        </span>
        {assignHref ? (
          <LinkButton href={assignHref} look="plain" small>
            {t('directive.assign', { n })}
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

/** A directive sentence by sentence; each row can be linked to as `#s<n>`, gaps stand out. */
export function DirectiveSheet({ t, note, sentences }: { t: Translator; note: string; sentences: readonly DirectiveSentence[] }) {
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
      {sentences.map((sentence) => {
        const lacks = (sentence.tasks ?? []).length === 0 && sentence.noTask === undefined;
        return (
          <div key={sentence.n} class={lacks ? 'ln hot' : 'ln'} id={`s${sentence.n}`}>
            <b>{sentence.n}</b>
            <p>
              {markTriggers(sentence.text, sentence.triggers ?? []).map((part, index) =>
                part.marked ? <mark key={index}>{part.text}</mark> : part.text,
              )}
            </p>
            <Margin t={t} sentence={sentence} />
          </div>
        );
      })}
    </section>
  );
}

/** How many sentences have tasks, need none, lack one: a bar with the same told in words. */
export function CoverBar({ t, has, no, lack }: { t: Translator; has: number; no: number; lack: number }) {
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
      class="cover"
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
