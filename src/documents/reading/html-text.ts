import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'canvas',
  'video',
  'audio',
  'button',
  'select',
  'nav',
]);
const BLOCKS = new Set([
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'ul',
  'ol',
  'table',
  'tr',
  'td',
  'th',
  'section',
  'article',
  'header',
  'footer',
  'main',
  'blockquote',
  'pre',
  'dl',
  'dt',
  'dd',
  'figure',
  'figcaption',
  'address',
  'hr',
  'body',
  'html',
  'aside',
]);
const MAX_DEPTH = 400;

const letterMark = (index: number): string => `${'abcdefghiklmnopqrstuvxy'[index - 1] ?? String(index)})`;

/** Collects blocks of text while walking the tree. */
class TextWalk {
  readonly #blocks: string[] = [];
  #open = '';

  text(): string {
    this.#close();
    return this.#blocks.join('\n');
  }

  #close(): void {
    for (const line of this.#open.split('\n')) {
      const plain = line.replace(/[ \t\r\f]+/g, ' ').trim();
      if (plain !== '') this.#blocks.push(plain);
    }
    this.#open = '';
  }

  /** Numbers stand in the text only when somebody typed them; a list's own numbers must be written out. */
  #markItem(item: Element, depth: number): void {
    const list = item.parentNode;
    if (!list || !('tagName' in list)) return;
    const items = list.childNodes.filter((child): child is Element => 'tagName' in child && child.tagName === 'li');
    const place = items.indexOf(item) + 1;
    this.#open += list.tagName === 'ol' && depth <= 2 ? `${depth === 1 ? `${place}.` : letterMark(place)} ` : '- ';
  }

  visit(node: Node, depth: number, lists: number): void {
    if (node.nodeName === '#text' && 'value' in node) {
      this.#open += node.value.replace(/\s+/g, ' ');
      return;
    }
    if (depth > MAX_DEPTH || !('childNodes' in node)) return;
    const tag = node.nodeName;
    if (DROPPED.has(tag)) return;
    if (tag === 'br') this.#open += '\n';
    const isBlock = BLOCKS.has(tag);
    if (isBlock) this.#close();
    if (tag === 'li' && 'tagName' in node) this.#markItem(node, lists);
    const inner = tag === 'ol' || tag === 'ul' ? lists + 1 : lists;
    for (const child of node.childNodes) this.visit(child, depth + 1, inner);
    if (isBlock) this.#close();
  }
}

/** Turns HTML into lines of text: one per paragraph, heading, cell or list item; scripts, styles and forms are dropped. */
export function htmlToText(html: string): string {
  const walk = new TextWalk();
  walk.visit(parse(html), 0, 0);
  return walk.text();
}
