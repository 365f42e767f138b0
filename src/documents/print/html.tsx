import type { ComponentChildren } from 'preact';
import { FORM_RULES, layOut, type Sheet, type SheetBlock } from '../form.ts';
import type { OfficialDocument } from '../model.ts';
import { qrPath } from '../qr-path.ts';

/** The paper as it stands on a page of the site and comes out of its printer; the rules of its form are in the stylesheet. */
export function PaperSheet(props: { readonly document: OfficialDocument; readonly hash: string; readonly checkUrl?: string }) {
  const sheet = layOut(props.document, props.hash, props.checkUrl);
  const motto = FORM_RULES[sheet.form].motto.value;
  return (
    <article class={`officialpaper ${sheet.form}`} lang="vi" aria-label={sheet.title}>
      <header class="letterhead">
        <div>
          {sheet.superior.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {sheet.issuer.map((line) => (
            <p key={line}>
              <b>{line}</b>
            </p>
          ))}
          {sheet.form === 'party' ? <p>*</p> : <hr class="short" />}
        </div>
        <div>
          {motto.map(({ text }, i) => (
            <p key={text} class={i === motto.length - 1 ? 'motto' : 'country'}>
              <b>{text}</b>
            </p>
          ))}
        </div>
        {sheet.subject === null ? (
          <p class="number">{sheet.number}</p>
        ) : (
          <div class="number">
            <p>{sheet.number}</p>
            <h1>{sheet.subject}</h1>
          </div>
        )}
        <p class="date">{sheet.date}</p>
      </header>
      {sheet.subject === null ? <Title sheet={sheet} /> : null}
      <Addressees names={sheet.addressees} />
      {sheet.blocks.map((block, i) => (
        <Piece key={i} block={block} />
      ))}
      {sheet.notes.length === 0 ? null : (
        <aside>
          {sheet.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </aside>
      )}
      <footer class="signing">
        <div>{sheet.signatures.length > 1 ? <Signed {...first(sheet)} /> : <Recipients sheet={sheet} />}</div>
        <div>
          {sheet.signatures.slice(-1).map((one) => (
            <Signed key={one.name} {...one} />
          ))}
        </div>
      </footer>
      {sheet.signatures.length > 1 ? <Recipients sheet={sheet} /> : null}
      <p class="foot">{sheet.foot}</p>
      {sheet.check === null ? null : <Check check={sheet.check} />}
    </article>
  );
}

function Title({ sheet }: { readonly sheet: Sheet }) {
  return (
    <>
      <h1>{sheet.type}</h1>
      <p class="subject">{sheet.summary}</p>
      {sheet.form === 'party' ? <p class="dashes">-----</p> : <hr class="short" />}
    </>
  );
}

type One = Sheet['signatures'][number];
const first = (sheet: Sheet): One => sheet.signatures[0] ?? { lines: [], name: null };

function Addressees({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  if (names.length === 1) return <p class="to">Kính gửi: {names[0]}</p>;
  return (
    <div class="to">
      <p>Kính gửi:</p>
      {names.map((name, i) => (
        <p key={name}>{`- ${name}${i === names.length - 1 ? '.' : ';'}`}</p>
      ))}
    </div>
  );
}

function Piece({ block: b }: { readonly block: SheetBlock }): ComponentChildren {
  switch (b.is) {
    case 'paragraph':
      return <p class="text">{b.text}</p>;
    case 'ground':
      return (
        <p class="text">
          <i>{b.text}</i>
        </p>
      );
    case 'verdict':
      return (
        <p class="verdict">
          <b>{b.text}</b>
        </p>
      );
    case 'heading':
      return <h2>{b.text}</h2>;
    case 'article':
      return (
        <section>
          <h3>{`Điều ${b.number}. ${b.title}`}</h3>
          {b.paragraphs.map((text, i) => (
            <p key={i} class="text">
              {text}
            </p>
          ))}
        </section>
      );
    case 'list':
      return b.items.map((item, i) => (
        <p key={i} class="text">
          - {item}
        </p>
      ));
    case 'table':
      return (
        <table>
          <caption>{b.title}</caption>
          <thead>
            <tr>
              {b.columns.map((column) => (
                <th key={column.title} scope="col">
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {b.rows.map((row, i) => (
              <tr key={i}>
                {b.columns.map((column, n) => (
                  <td key={column.title} class={column.isNumber ? 'n' : undefined}>
                    {row[n]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'quote':
      return (
        <>
          <p class="text">{b.by}:</p>
          <blockquote>
            {b.lines.map((line, i) => (
              <p key={i} class="text">
                <i>{line}</i>
              </p>
            ))}
          </blockquote>
        </>
      );
  }
}

function Signed({ lines, name }: One) {
  return (
    <div class="signed">
      {lines.map((line) => (
        <p key={line}>
          <b>{line}</b>
        </p>
      ))}
      <p class="name">
        <b>{name}</b>
      </p>
    </div>
  );
}

function Check({ check }: { readonly check: NonNullable<Sheet['check']> }) {
  const { size, path } = qrPath(check.url);
  return (
    <div class="checkcode">
      <svg role="img" aria-label={check.label} viewBox={`0 0 ${size} ${size}`}>
        <path shape-rendering="crispEdges" d={path} />
      </svg>
      <p>{check.label}</p>
    </div>
  );
}

function Recipients({ sheet }: { readonly sheet: Sheet }) {
  if (sheet.recipients.length === 0) return null;
  return (
    <div class="recipients">
      <p class="head">Nơi nhận:</p>
      {sheet.recipients.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
