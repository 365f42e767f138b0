import type { Translate } from '../../../kernel/messages.ts';
import { LinkButton } from '../../components/button.tsx';
import { Light, type LightTone } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import type { SimilarItem } from './items.ts';

/** Shown once above the form that was sent; sending again opens a dossier of one's own. */
export function SimilarBox({ t, items, joinText }: { t: Translate; items: readonly SimilarItem[]; joinText: string }) {
  return (
    <section class="like" role="status" aria-labelledby="similar-title">
      <h2 id="similar-title">{t('similar.heading', { n: items.length })}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <p>
              <a href={safeHref(item.href)}>{item.number}</a> {item.title}
            </p>
            <p>
              <Light tone={item.tone as LightTone} text={item.light} flat />
            </p>
            {item.joinHref ? (
              <LinkButton href={item.joinHref} look="plain" small about={item.number}>
                {joinText}
              </LinkButton>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="sm">{t('screens.similar.goOn')}</p>
    </section>
  );
}
