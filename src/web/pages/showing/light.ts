import { formatTime } from '../../../kernel/format.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { LightView as StoreLight } from '../../../store/read/light.ts';
import type { LightView } from '../../components/light.tsx';

/** A light in words: «Còn 2 ngày làm việc»; undefined where nothing is due. */
export function toLight(t: Translate, light: StoreLight, reason?: string): LightView | undefined {
  switch (light.code) {
    case 'none':
      return undefined;
    case 'ok':
    case 'due':
      return { tone: light.code, text: remaining(t, light) };
    case 'late':
      return { tone: 'late', text: t('light.late', { n: Math.abs(light.days ?? 1) }) };
    case 'paused':
      return { tone: 'paused', text: reason ? t('light.paused', { reason }) : t('pages.light.paused') };
    case 'done-ok':
      return { tone: 'done-ok', text: t('light.doneOk') };
    case 'done-late':
      return { tone: 'done-late', text: t('light.doneLate') };
  }
}

/** The same in as few words as a list has room for: «còn 2 ngày». */
export function toShortLight(t: Translate, light: StoreLight): LightView | undefined {
  const full = toLight(t, light);
  if (!full) return undefined;
  switch (light.code) {
    case 'late':
      return { ...full, text: t('pages.light.lateDays', { n: Math.abs(light.days ?? 1) }) };
    case 'ok':
    case 'due':
      return { ...full, text: light.days === 0 ? t('pages.light.today') : t('pages.light.leftDays', { n: light.days ?? 0 }) };
    default:
      return full;
  }
}

/** The state of a light without its number: «trong hạn». */
export function lightWord(t: Translate, light: StoreLight): string {
  switch (light.code) {
    case 'ok':
      return t('light.okShort');
    case 'due':
      return t('light.dueShort');
    case 'late':
      return t('light.lateShort');
    case 'paused':
      return t('light.pausedShort');
    case 'done-ok':
      return t('light.doneOk').toLowerCase();
    case 'done-late':
      return t('light.doneLate').toLowerCase();
    case 'none':
      return t('pages.light.none');
  }
}

function remaining(t: Translate, light: StoreLight): string {
  if (light.days === 0 && light.dueAt) return t('deadline.today', { time: formatTime(light.dueAt) });
  return t('deadline.left', { n: light.days ?? 0 });
}
