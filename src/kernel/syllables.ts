/** How Vietnamese syllables are spelt without their marks: enough to tell what a mistyped one may have meant. */

const ONSET = '(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?';
const RIMES = [
  'a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu',
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong op ot',
  'u ua uan uang uat uau uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyp uyt uyu',
  'y yem yen yet yeu',
].flatMap((line) => line.split(' '));
const SYLLABLE = new RegExp(`^${ONSET}(?:${RIMES.join('|')})$`);
const LETTERS = Array.from('abcdeghiklmnopqrstuvxy');

/** Tells whether a folded word is spelt as a Vietnamese syllable can be. */
export function isSyllable(folded: string): boolean {
  return SYLLABLE.test(folded);
}

/** Words one slip of the hand away: a letter missing, too many, wrong, or two changed over. */
function slips(word: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let i = 0; i <= word.length; i++) {
    const head = word.slice(0, i);
    const tail = word.slice(i);
    for (const letter of LETTERS) {
      found.add(head + letter + tail);
      if (tail !== '') found.add(head + letter + tail.slice(1));
    }
    if (tail !== '') found.add(head + tail.slice(1));
    if (tail.length > 1) found.add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
  }
  found.delete(word);
  found.delete('');
  return found;
}

/** Longer words have more slips than a search should try. */
const LONGEST = 12;

/**
 * What a folded word may have been meant to be. Of a word spelt like a syllable, or nearly so, the syllables one slip away; of a foreign
 * word or an abbreviation, everything one slip away.
 */
export function nearWords(folded: string): readonly string[] {
  if (folded.length < 2 || folded.length > LONGEST || !/^[a-z]+$/.test(folded)) return [];
  const all = [...slips(folded)];
  const syllables = all.filter(isSyllable);
  return syllables.length > 0 ? syllables : all;
}

/** The two syllables that a word run together may be. */
export function splitWords(folded: string): readonly (readonly [string, string])[] {
  if (folded.length < 4 || folded.length > 2 * LONGEST || isSyllable(folded)) return [];
  return Array.from({ length: folded.length - 3 }, (_, i) => [folded.slice(0, i + 2), folded.slice(i + 2)] as const).filter(
    ([a, b]) => isSyllable(a) && isSyllable(b),
  );
}
