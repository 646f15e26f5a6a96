import { distance } from 'fastest-levenshtein';

/** Longer than anything that has a nearest word; comparing costs the product of both lengths. */
const LONGEST_WORD = 64;
const SHORTEST_BEGINNING = 3;

/**
 * The word that was probably meant, null where none is near. Case does not count; the only word with
 * this beginning wins, then the fewest edits, then the earlier in the list: `delte` -> `delete`.
 */
export function findNearest(word: string, words: readonly string[]): string | null {
  const typed = word.trim().toLowerCase();
  if (typed === '' || typed.length > LONGEST_WORD) return null;
  const begun = words.filter((candidate) => candidate.toLowerCase().startsWith(typed));
  const [only] = begun;
  if (only !== undefined && begun.length === 1 && typed.length >= SHORTEST_BEGINNING) return only;

  let nearest: string | null = null;
  let fewest = editsAllowed(typed.length) + 1;
  for (const candidate of words) {
    const edits = distance(typed, candidate.toLowerCase());
    // A word with every letter replaced is another word, however short.
    if (edits >= fewest || edits >= Math.max(typed.length, candidate.length)) continue;
    nearest = candidate;
    fewest = edits;
  }
  return nearest;
}

/** One slip in a short word; a swap of neighbours counts as two. */
function editsAllowed(length: number): number {
  if (length <= 3) return 1;
  return length <= 7 ? 2 : 3;
}
