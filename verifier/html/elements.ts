/** The pieces the page is made of. Texts of others only ever become text. */
import { type Line, visible } from '../tell.ts';

/** The element of the page that is called so. */
export function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(id);
  return element;
}

/** A text that breaks between the parts of a name or address before it breaks within one. */
function breakable(text: string): readonly (Node | string)[] {
  return visible(text)
    .split(/(?<=[./])(?=[^\s.])/)
    .flatMap((part, n) => (n === 0 ? [part] : [document.createElement('wbr'), part]));
}

/** A new element; texts in it are made harmless to look at. */
export function make(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children.flatMap((child) => (typeof child === 'string' ? breakable(child) : [child])));
  return element;
}

/** Labels with what they are about. */
export function listOf(lines: readonly Line[]): HTMLElement {
  return make('dl', 'sum', ...lines.map(([label, text]) => make('div', '', make('dt', '', label), make('dd', '', text))));
}

/** A card with a title. */
export function cardOf(title: string, className: string, ...children: readonly Node[]): HTMLElement {
  return make('section', `card ${className}`.trim(), make('h2', '', title), ...children);
}

const SHAPES = { ok: 'M5 0l5 5-5 5-5-5z', due: 'M5 0l5 10H0z', wrong: 'M0 0h10v10H0z' } as const;

/** The one sentence that matters, by shape and colour too; below it what was looked at. */
export function verdictOf(code: 0 | 1 | 2, text: string, checked: string): HTMLElement {
  const tone = (['ok', 'wrong', 'due'] as const)[code];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[tone]);
  svg.append(path);
  return make('section', `verdict is-${tone}`, make('h2', '', svg, make('span', '', text)), make('p', '', checked));
}
