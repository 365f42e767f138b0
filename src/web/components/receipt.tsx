import { qrPath } from '../../documents/qr-path.ts';
import { Icon, type IconName } from './icon.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator, WebKey } from './translator.ts';

/** A QR code drawn on the server: one path, no picture to fetch. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path shape-rendering="crispEdges" d={path} />
    </svg>
  );
}

/** The proof that something was recorded: when, under which code, and how to look it up later. */
export function Receipt(props: { t: Translator; time: string; code: string; note: string; url: string }) {
  const { t, time, code, note, url } = props;
  return (
    <section class="receipt" role="status">
      <div>
        <h2>
          <Icon name="done" />
          {t('receipt.saved', { time })}
        </h2>
        <p class="code">
          <span class="vh">{t('receipt.code')} </span>
          {code}
        </p>
        <p class="sm">{note}</p>
      </div>
      <QrCode text={url} label={t('receipt.qr', { code })} />
    </section>
  );
}

/** What happens next, with dates and who is responsible. */
export function NextSteps({ steps }: { steps: readonly { date: string; iso: string; text: string; note?: string }[] }) {
  return (
    <ol class="next">
      {steps.map((step) => (
        <li key={step.iso + step.text}>
          <time dateTime={step.iso}>{step.date}</time>
          <span>
            {step.text}
            {step.note ? <small>{step.note}</small> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** How far a detail is: done, begun, not looked at. */
export type ThreeState = 'full' | 'half' | 'none';

const STATE_WORD: Record<ThreeState, WebKey> = { full: 'state3.full', half: 'state3.half', none: 'state3.none' };

/** Details to add later, each in one of three states told by shape and word. */
export function ThreeStateList({
  t,
  items,
}: {
  t: Translator;
  items: readonly { text: string; href: string; state: ThreeState }[];
}) {
  return (
    <ul class="state3">
      {items.map((item) => (
        <li key={item.href} class={item.state === 'none' ? undefined : item.state}>
          <Icon name={item.state satisfies IconName} />
          <a href={safeHref(item.href)}>{item.text}</a>
          <small>{t(STATE_WORD[item.state])}</small>
        </li>
      ))}
    </ul>
  );
}
