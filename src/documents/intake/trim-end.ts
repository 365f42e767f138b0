/** The text without the characters of `signs` at its end; takes one pass, where a pattern tied to the end may take one per character. */
export function trimEndSigns(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && (signs.includes(text[end - 1] ?? '') || /\s/.test(text[end - 1] ?? ''))) end -= 1;
  return text.slice(0, end);
}
