import type { NistAssessment, NistJudgement, NistResult } from "./assessment.ts";

const header = [
  "test",
  "P-values",
  "sequences",
  "lowest proportion",
  "lowest uniformity",
  "outside the standard's bounds",
  "smallest adjusted p",
];

/**
 * An assessment as a Markdown table, a row a test: what its P-values are at the extreme, how many
 * judgements lie outside the standard's bounds, and the smallest family-wise p.
 */
export function nistTable({ sequences, results, alpha, pass }: NistAssessment): string {
  const tests = [...new Set(results.map(({ test }) => test))];
  const rows = tests.map((id) =>
    row(
      id,
      results.filter(({ test }) => test === id),
    ),
  );
  const judged = results.flatMap(judgements);
  const verdict = pass ? "nothing rejected" : "rejected";
  return `${[header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}

${sequences} ${sequences === 1 ? "sequence" : "sequences"}, ${results.length} P-values each; outside the standard's bounds: ${judged.filter(({ inside }) => !inside).length} of ${judged.length}; family-wise at ${alpha}: ${verdict}.
`;
}

function row(test: string, parts: readonly NistResult[]): readonly string[] {
  const judged = parts.flatMap(judgements);
  const uniformities = parts.flatMap(({ uniformity }) => uniformity?.value ?? []);
  return [
    test,
    `${parts.length}`,
    `${parts[0]!.p.length}`,
    Math.min(...parts.map(({ proportion }) => proportion.value)).toFixed(4),
    uniformities.length === 0 ? "" : Math.min(...uniformities).toPrecision(3),
    `${judged.filter(({ inside }) => !inside).length} of ${judged.length}`,
    Math.min(...parts.map(({ adjusted }) => adjusted)).toPrecision(3),
  ];
}

function judgements({ proportion, uniformity }: NistResult): readonly NistJudgement[] {
  return uniformity === undefined ? [proportion] : [proportion, uniformity];
}
