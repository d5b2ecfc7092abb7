import { NeuroveilError } from "neuroveil/errors";

/**
 * The words of a command line, without any shell: blanks part them, and what stands between '…' or "…"
 * belongs to one word as it is. Nothing else means anything: no variables, patterns, pipes, backslashes.
 *
 * @throws {NeuroveilError} "usage" for quotes that are not closed, and where there is no word
 */
export function commandWords(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word);
  const open = line.replaceAll(/'[^']*'|"[^"]*"/g, "").match(/['"]/)?.[0];
  if (open !== undefined) throw refused(`a ${open} that is not closed`);
  const bare = words.map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, "$1$2"));
  if (bare[0] === undefined || bare[0] === "") throw refused("none");
  return bare;
}

function refused(got: string): NeuroveilError {
  return new NeuroveilError("usage", {
    of: "--command",
    expected: "a program and what it is given, as in 'python3 cipher.py'",
    got,
    todo: "see docs/own-cipher.md",
  });
}
