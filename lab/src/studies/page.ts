import { NeuroveilError } from "neuroveil/errors";
import type { Study } from "./study.ts";

/** The lines between which a study's section stands. */
function markers(id: string): readonly [begin: string, end: string] {
  return [`<!-- ${id} -->`, `<!-- end of ${id} -->`];
}

/**
 * A page with another section in it.
 * @throws NeuroveilError "input" where the page has no place for it
 */
export function splice(page: string, id: string, section: string): string {
  const [begin, end] = markers(id);
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new NeuroveilError("input", {
      expected: `the lines ${begin} and ${end} in the page`,
      got: "none",
      todo: "add them where the figures belong",
    });
  return `${page.slice(0, from)}${begin}\n\n${section.trim()}\n\n${page.slice(to)}`;
}

/** A page for a section that has none yet. */
export function emptyPage({ id, question }: Study): string {
  return `# ${question}\n\nWritten by \`neuroveil study ${id}\`.\n\n${markers(id).join("\n\n")}\n`;
}

/** A table of a section, cells as they stand there. */
export interface SectionTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a section. */
export function tablesOf(section: string): readonly SectionTable[] {
  const tables = section.matchAll(/^\|.*\n\|(?: *-+ *\|)+\n(?:\|.*\n?)*/gm);
  return [...tables].map(([text]) => {
    const [columns, , ...rows] = text
      .trimEnd()
      .split("\n")
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    return { columns: columns!, rows };
  });
}
