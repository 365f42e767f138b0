import { Fragment } from 'preact';
import type { Translator, WebKey } from './translator.ts';

const IN_LIST: readonly (readonly [readonly string[], WebKey])[] = [
  [['↑', '↓'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['Space'], 'keys.select'],
  [['/'], 'keys.filter'],
  [['F2'], 'keys.new'],
  [['F8'], 'keys.next'],
  [['Ctrl K'], 'keys.find'],
];

const EVERYWHERE: readonly (readonly [readonly string[], WebKey])[] = [
  [['F4'], 'keys.primary'],
  [['Ctrl K'], 'keys.find'],
  [['Ctrl Enter'], 'keys.submit'],
  [['Ctrl S'], 'keys.draft'],
  [['F8'], 'keys.next'],
  [['?'], 'keys.all'],
];

/** The keys that work in a list, in one line under it. */
export function ListKeys({ t }: { t: Translator }) {
  return (
    <p class="keys">
      <span class="vh">{t('help.keys')}: </span>
      {IN_LIST.map(([keys, word]) => (
        <span key={word}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          {t(word)}
        </span>
      ))}
    </p>
  );
}

/** All keys and what they do. */
export function KeysTable({ t }: { t: Translator }) {
  const all = [...IN_LIST.filter(([, word]) => !EVERYWHERE.some(([, other]) => other === word)), ...EVERYWHERE];
  return (
    <>
      <dl class="keytable">
        {all.map(([keys, word]) => (
          <Fragment key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </Fragment>
        ))}
      </dl>
      <p class="note">{t('keys.off')}</p>
    </>
  );
}

/** All keys in the footer of every page, closed until asked by `?`; nothing typed is left behind to read them. */
export function KeysHelp({ t }: { t: Translator }) {
  return (
    <details class="help keyhelp" data-keys-help="">
      <summary>{t('help.keys')}</summary>
      <div>
        <KeysTable t={t} />
      </div>
    </details>
  );
}
