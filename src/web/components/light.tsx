import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import type { Translator } from './translator.ts';

/** The six states of a clock; each has its own shape, so colour is never the only sign. */
export type LightTone = 'ok' | 'due' | 'late' | 'paused' | 'done-ok' | 'done-late';

const SHAPE: Record<LightTone, IconName> = {
  ok: 'ok',
  due: 'due',
  late: 'late',
  paused: 'paused',
  'done-ok': 'done',
  'done-late': 'done',
};

/** The shape that stands for a tone wherever a light is drawn. */
export function lightShape(tone: LightTone): IconName {
  return SHAPE[tone];
}

/** A light as data: tone and the words beside the shape. */
export type LightView = { tone: LightTone; text: string };

/** A traffic light: shape, word and number; `flat` leaves out the ground, for use inside a line. */
export function Light({ tone, text, flat = false }: LightView & { flat?: boolean }) {
  return (
    <span class={`light ${tone}${flat ? ' flat' : ''}`}>
      <Icon name={SHAPE[tone]} />
      {text}
    </span>
  );
}

/** A neutral word on a ground, at most two beside each other. */
export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}

/** The mark that a rule's source has not been checked against the original. */
export function Unverified({ t }: { t: Translator }) {
  return (
    <span class="unv" title={t('law.unverifiedWhy')}>
      {t('law.unverified')}
    </span>
  );
}
