import { Button } from './button.tsx';
import { HiddenFields } from './form.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** The controls of the demonstration: its date, the way forward in working days, the change of persona. */
export type DemoBarProps = {
  t: Translator;
  /** The date in force, with its weekday, formatted. */
  date: string;
  /** Where a number of working days is posted as `days`. */
  action: string;
  changeHref?: string;
  hidden?: Readonly<Record<string, string | undefined>>;
};

/** A quiet line on top of every page in demo mode; legal time only moves forward. */
export function DemoBar({ t, date, action, changeHref, hidden }: DemoBarProps) {
  return (
    <section class="demo" aria-label={t('demo.bar')}>
      <div class="wrap">
        <span class="label">{t('app.demo')}</span>
        <span class="now">{t('demo.now', { date })}</span>
        <form method="post" action={safeHref(action)}>
          <HiddenFields values={hidden ?? {}} />
          <Button name="days" value="1" look="plain" small>
            {t('demo.plusOne')}
          </Button>
          <Button name="days" value="5" look="plain" small>
            {t('demo.plusFive')}
          </Button>
        </form>
        {changeHref ? (
          <a class="push" href={safeHref(changeHref)}>
            {t('demo.change')}
          </a>
        ) : null}
      </div>
    </section>
  );
}
