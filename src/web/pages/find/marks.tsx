import { foldVietnamese } from '../../../kernel/text.ts';

/** A piece of a text, found or not. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** Cuts a text where the words looked for stand in it, with or without their marks; folding keeps one letter one letter. */
export function findPieces(text: string, query: string): readonly Piece[] {
  const composed = text.normalize('NFC');
  const folded = foldVietnamese(composed);
  const words = [
    ...new Set(
      foldVietnamese(query)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((w) => w.length > 1),
    ),
  ];
  // A letter that folds to two would shift every place after it; then nothing is marked.
  if (folded.length !== composed.length || words.length === 0) return [{ text: composed, found: false }];
  const hit = new Array<boolean>(composed.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) hit.fill(true, at, at + word.length);
  }
  const pieces: { text: string; found: boolean }[] = [];
  for (let i = 0; i < composed.length; i++) {
    const last = pieces.at(-1);
    if (last && last.found === hit[i]) last.text += composed.charAt(i);
    else pieces.push({ text: composed.charAt(i), found: hit[i] ?? false });
  }
  return pieces;
}

/** A text with what was looked for marked in it. */
export function Marked({ text, query }: { text: string; query: string }) {
  return <>{findPieces(text, query).map((piece, i) => (piece.found ? <mark key={i}>{piece.text}</mark> : piece.text))}</>;
}
