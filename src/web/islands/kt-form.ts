import { isComposing, make, say } from './dom.ts';
import { dropForm, keepForm, takeForm } from './kept-forms.ts';

const AUTOSAVE = 5000;

/** A form that saves drafts, is sent once, and keeps what was written when the session has ended. */
export class KtForm extends HTMLElement {
  #dirty = false;
  #sent = false;
  #saving = false;
  #timer = 0;

  connectedCallback(): void {
    const form = this.#form;
    if (form === null) return;
    this.#restore(form);
    form.addEventListener('input', () => {
      this.#dirty = true;
    });
    form.addEventListener('submit', (event) => this.#onSubmit(event));
    form.addEventListener('keydown', (event) => this.#onKey(event));
    // Coming back with the browser's Back must not leave a form that refuses to be sent.
    addEventListener('pageshow', () => {
      this.#sent = false;
      form.removeAttribute('aria-busy');
    });
    document.addEventListener('visibilitychange', this.#onHide);
    if (this.dataset['draftUrl']) this.#timer = window.setInterval(() => void this.#save(false), AUTOSAVE);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#onHide);
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector('form');
  }

  get #key(): string {
    return `${location.pathname}:${this.#form?.id ?? ''}`;
  }

  get #mayStore(): boolean {
    return !('noStore' in this.dataset);
  }

  #onHide = (): void => {
    if (document.visibilityState !== 'hidden' || !this.#dirty || this.#sent) return;
    if (this.dataset['draftUrl']) void this.#save(true);
    else this.#keep('kept');
  };

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (document.body.dataset['keys'] === 'off') return;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#form?.requestSubmit(this.#form.querySelector<HTMLButtonElement>('[data-primary]') ?? null);
    } else if (event.key.toLowerCase() === 's' && this.dataset['draftUrl']) {
      event.preventDefault();
      this.#dirty = true;
      void this.#save(false);
    }
  }

  #onSubmit(event: SubmitEvent): void {
    if (this.#sent) {
      event.preventDefault();
      return;
    }
    this.#sent = true;
    this.#form?.setAttribute('aria-busy', 'true');
    // The session may have ended unseen; the next page shows whether the text arrived.
    this.#keep('sent');
  }

  async #save(leaving: boolean): Promise<void> {
    const form = this.#form;
    const url = this.dataset['draftUrl'];
    if (form === null || !url || !this.#dirty || this.#saving || this.#sent) return;
    this.#saving = true;
    this.#dirty = false;
    this.#tell(say(this.dataset['saving']));
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        credentials: 'same-origin',
        redirect: 'error',
        keepalive: leaving,
      });
      if (answer.status === 401) {
        this.#keep('kept');
        this.#tell(say(this.dataset['ended']));
        clearInterval(this.#timer);
      } else if (answer.ok) {
        dropForm(this.#key);
        const time = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
        this.#tell(say(this.dataset['saved'], { time: time.format(new Date()) }));
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      this.#dirty = true;
      this.#keep('kept');
      this.#tell(say(this.dataset['failed']));
    } finally {
      this.#saving = false;
    }
  }

  #tell(text: string): void {
    const place = this.querySelector('[data-draft-status]');
    if (place && place.textContent !== text) place.textContent = text;
  }

  #keep(state: 'kept' | 'sent'): void {
    const form = this.#form;
    if (form === null || !this.#mayStore) return;
    const kept: [string, string][] = [];
    for (const control of form.elements) {
      if (!isText(control) || control.name === '') continue;
      kept.push([control.name, control.value]);
    }
    for (const control of form.elements) {
      if (isToggle(control) && control.checked) kept.push([control.name, control.value]);
    }
    keepForm(this.#key, state, kept);
  }

  #restore(form: HTMLFormElement): void {
    const values = takeForm(this.#key);
    // A page with errors already carries what was sent.
    if (values === undefined || document.querySelector('.errs')) return;
    const kept = new Map<string, string[]>();
    for (const [name, value] of values) kept.set(name, [...(kept.get(name) ?? []), value]);
    let changed = false;
    for (const control of form.elements) {
      if (isText(control)) {
        const value = kept.get(control.name)?.[0];
        if (value === undefined || value === '' || value === control.value) continue;
        control.value = value;
        changed = true;
      } else if (isToggle(control) && kept.has(control.name)) {
        control.checked = kept.get(control.name)?.includes(control.value) ?? false;
      }
    }
    if (!changed) return;
    this.#dirty = true;
    this.prepend(make('p', { class: 'banner', role: 'status' }, say(this.dataset['restored'])));
  }
}

type TextControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isText(control: Element): control is TextControl {
  if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) return true;
  if (!(control instanceof HTMLInputElement)) return false;
  return !['hidden', 'password', 'file', 'checkbox', 'radio', 'submit', 'reset', 'button'].includes(control.type);
}

function isToggle(control: Element): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
}
