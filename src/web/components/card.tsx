import type { ComponentChildren } from 'preact';

/** What a card needs; `aside` stands at the right of the heading. */
export type CardProps = {
  title: string;
  children: ComponentChildren;
  aside?: ComponentChildren;
  id?: string;
  class?: string;
  hideTitle?: boolean;
};

/** A section with a border and its own heading of level 2. */
export function Card({ title, children, aside, id, class: extra, hideTitle = false }: CardProps) {
  const heading = <h2 class={hideTitle ? 'vh' : undefined}>{title}</h2>;
  return (
    <section class={extra ? `card ${extra}` : 'card'} id={id}>
      {aside === undefined ? (
        heading
      ) : (
        <div class="head">
          {heading}
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** The three regions of a dossier page in their source order, which is the order on phones. */
export function Columns(props: { first?: ComponentChildren; body: ComponentChildren; rest?: ComponentChildren }) {
  return (
    <div class="cols">
      {props.first === undefined ? null : <div class="first">{props.first}</div>}
      <div class="body">{props.body}</div>
      {props.rest === undefined ? null : <div class="rest">{props.rest}</div>}
    </div>
  );
}
