import type { ComponentChildren } from 'preact';
import type { Translate } from '../../../kernel/messages.ts';
import { LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Light } from '../../components/light.tsx';
import { FiveSteps, Legend, RankList, TileMap } from '../../components/public-figures.tsx';
import { STEPS } from './tiles.ts';
import type { PublicPage, PublishedLine } from './view.ts';

/** The page everybody sees first: what this is, the way in, and how far things have come. */
export function FrontMain(props: {
  t: Translate;
  place: string;
  signedIn: boolean;
  page: PublicPage | undefined;
  published: readonly PublishedLine[];
  personas: ComponentChildren;
}) {
  const { t, place, signedIn, page, published, personas } = props;
  return (
    <>
      <div class="hero">
        <div>
          <p class="muted sm">{place}</p>
          <h1>{t('screens.front.title')}</h1>
          <p class="lead">{t('screens.front.lead')}</p>
        </div>
        <div class="btns full">
          {signedIn ? (
            <LinkButton href="/viec" primary>
              {t('nav.work')}
            </LinkButton>
          ) : (
            <LinkButton href="/dang-nhap" primary>
              {t('signIn.title')}
            </LinkButton>
          )}
        </div>
      </div>
      {personas}
      {page ? <Progress t={t} page={page} /> : null}
      {page && page.tiles.length > 0 ? <Picture t={t} page={page} /> : null}
      {published.length > 0 ? <Published t={t} lines={published} /> : null}
    </>
  );
}

function Progress({ t, page }: { t: Translate; page: PublicPage }) {
  return (
    <Card title={page.headline}>
      <FiveSteps steps={page.steps} />
      <p class="note w">
        {t('screens.front.done')}: <Light tone="done-ok" text={t('screens.front.onTime', { n: page.done.ok })} flat /> ·{' '}
        <Light tone="done-late" text={t('screens.front.late', { n: page.done.late })} flat />. {t('screens.front.open')}:{' '}
        <Light tone="ok" text={t('screens.front.inTime', { n: page.open.ok })} flat /> ·{' '}
        <Light tone="late" text={t('screens.front.late', { n: page.open.late })} flat />.
      </p>
      <p class="note">{t('screens.front.few')}</p>
    </Card>
  );
}

function Picture({ t, page }: { t: Translate; page: PublicPage }) {
  const text = (from: number, n: number): string => {
    const next = STEPS[n + 1];
    if (n === 0) return t('screens.front.stepFew', { n: next ?? 0 });
    return next === undefined ? t('screens.front.stepFrom', { n: from }) : t('screens.front.step', { from, to: next - 1 });
  };
  return (
    <section class="card map">
      <div>
        <div class="head">
          <h2>{t('screens.front.places', { n: page.tiles.length })}</h2>
          <span class="muted">{t('screens.front.placesWhat')}</span>
        </div>
        <TileMap t={t} tiles={page.tiles} />
        <div class="key">
          <Legend
            title={t('map.legend')}
            steps={STEPS.map((from, n) => ({ step: (n + 1) as 1 | 2 | 3 | 4 | 5 | 6, text: text(from, n) }))}
          />
          <p class="sm">{t('map.noRank')}</p>
        </div>
      </div>
      <div class="aside">
        <h3 class="tight">{t('map.list')}</h3>
        <RankList items={page.places.slice(0, 10)} />
        <details class="more">
          <summary>{t('screens.front.allPlaces', { n: page.places.length })}</summary>
          <RankList items={page.places.slice(10)} />
        </details>
        <p class="note">{t('screens.front.placesNote')}</p>
      </div>
    </section>
  );
}

function Published({ t, lines }: { t: Translate; lines: readonly PublishedLine[] }) {
  return (
    <Card title={t('screens.front.published')}>
      <ul class="wait">
        {lines.map((line) => (
          <li key={line.note}>
            <div>
              {line.title}
              <small>{line.note}</small>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
