import { parseDateInput } from '../../kernel/date-input.ts';
import { formatMoneyExact, formatWeekdayDate } from '../../kernel/format.ts';
import { numberInWordsVi, parseMoneyInput } from '../../kernel/numbers.ts';
import { asInstant, isLegalDate, toLegalDate } from '../../kernel/time.ts';
import { debounce, isComposing } from './dom.ts';

/** Says under a field what was understood; the field's own text is never rewritten. */
abstract class Echo extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    const output = this.querySelector('output');
    if (input === null || output === null) return;
    const tell = debounce(() => {
      const text = input.value.trim();
      if (text === '') output.textContent = '';
      else this.read(text, output);
    }, 150);
    input.addEventListener('input', (event) => {
      if (!isComposing(event)) tell();
    });
    input.addEventListener('compositionend', tell);
    if (output.textContent === '' && input.value !== '') tell();
  }

  protected get language(): 'vi' | 'en' {
    return this.dataset['lang'] === 'en' ? 'en' : 'vi';
  }

  abstract read(text: string, output: HTMLOutputElement): void;
}

/** The day that was understood, with its weekday; working days are counted by the server, which knows the calendar. */
export class KtDate extends Echo {
  override read(text: string, output: HTMLOutputElement): void {
    const written = this.dataset['today'] ?? '';
    const today = isLegalDate(written) ? written : toLegalDate(asInstant(Date.now()));
    const parsed = parseDateInput(text, { today });
    if (parsed.ok) output.textContent = `= ${formatWeekdayDate(parsed.date, this.language)}`;
    else output.textContent = text.length >= 6 && !this.dataset['echoUrl'] ? (this.dataset['bad'] ?? '') : '';
    if (this.dataset['echoUrl']) void this.#askServer(text, output);
  }

  async #askServer(text: string, output: HTMLOutputElement): Promise<void> {
    const url = new URL(this.dataset['echoUrl'] ?? '', location.href);
    url.searchParams.set('q', text);
    try {
      const answer = await fetch(url, { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const { echo } = (await answer.json()) as { echo?: unknown };
      if (typeof echo === 'string' && this.querySelector('input')?.value.trim() === text) output.textContent = echo;
    } catch {
      // Without the network the local reading stays.
    }
  }
}

/** The amount in full and, in Vietnamese, in words. */
export class KtMoney extends Echo {
  override read(text: string, output: HTMLOutputElement): void {
    const money = parseMoneyInput(text);
    if (!money.ok) {
      output.textContent = this.dataset['bad'] ?? '';
      return;
    }
    const words = this.language === 'vi' ? ` (${numberInWordsVi(money.dong)})` : '';
    output.textContent = `= ${formatMoneyExact(money.dong, this.language)}${words}`;
  }
}
