import { NeuroveilError } from "../errors.ts";
import { quoted } from "../options.ts";

/** Changed letters up to which a name is taken for a slip of the one that was meant. */
const mostChanges = 3;
const mostSuggestions = 3;

/**
 * The refusal of an id that no cipher has, with those that come nearest to it.
 *
 * @param expected what would have been right, e.g. "the id of a cipher"
 * @param known all ids there are
 */
export function unknownCipher(
  expected: string,
  id: string,
  known: readonly string[],
): NeuroveilError {
  const near = nearest(id, known);
  const meant = near.length === 0 ? "" : `did you mean ${near.join(" or ")}? `;
  return new NeuroveilError("usage", {
    expected: expected,
    got: quoted(id),
    todo: `${meant}\`neuroveil ciphers\` lists the registry`,
  });
}

/** Ids that begin with what came, or differ from it in few letters; the most alike first. */
function nearest(id: string, known: readonly string[]): readonly string[] {
  const word = id.toLowerCase();
  const most = Math.min(mostChanges, Math.floor(word.length / 2));
  return known
    .map((name) => {
      const begins = word.length >= mostChanges && name.startsWith(word);
      return { name, changes: begins ? 0 : changes(word, name, most) };
    })
    .filter((each) => each.changes <= most && word !== "")
    .toSorted((a, b) => a.changes - b.changes)
    .slice(0, mostSuggestions)
    .map(({ name }) => name);
}

/** Levenshtein's distance: letters added, left out or replaced; `most` + 1 where lengths differ by more. */
function changes(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++)
      next.push(Math.min(row[j]! + (from[i] === to[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    row = next;
  }
  return row[to.length]!;
}
