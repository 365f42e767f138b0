const PREFIX = 'kt-form:';

/** What a form held: `kept` after a failure, `sent` until the answer is seen, `held` when the answer was the sign-in page. */
type KeptForm = { state: 'kept' | 'sent' | 'held'; values: [string, string][] };

function read(key: string): KeptForm | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<KeptForm> | null;
    if (stored === null || !Array.isArray(stored.values)) return undefined;
    const state = stored.state === 'sent' || stored.state === 'held' ? stored.state : 'kept';
    return { state, values: stored.values };
  } catch {
    return undefined;
  }
}

/** Keeps the values of a form in this browser tab only. */
export function keepForm(name: string, state: 'kept' | 'sent', values: [string, string][]): void {
  sessionStorage.setItem(PREFIX + name, JSON.stringify({ state, values }));
}

/** Drops what was kept of a form. */
export function dropForm(name: string): void {
  sessionStorage.removeItem(PREFIX + name);
}

/** Takes what was kept of a form, once. */
export function takeForm(name: string): [string, string][] | undefined {
  const kept = read(PREFIX + name);
  dropForm(name);
  return kept?.values;
}

/**
 * Decides on every page what became of forms just sent: an ordinary answer means that the server has the text,
 * the sign-in page means that it has not.
 */
export function settleSentForms(): void {
  const isSignIn = document.querySelector('[data-sign-in]') !== null;
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
    const kept = read(key);
    if (kept?.state !== 'sent') continue;
    if (isSignIn) sessionStorage.setItem(key, JSON.stringify({ ...kept, state: 'held' }));
    else sessionStorage.removeItem(key);
  }
}
