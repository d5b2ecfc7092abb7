import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { generated } from "../../datasets/generated.ts";
import { csvTable } from "../../report/csv.ts";
import { keptLine, keptResults, resumed } from "../resumed.ts";
import type { Findings, Study, StudySettings } from "../study.ts";
import { hybridClaims } from "./claims.ts";
import { hybridCsv, hybridLatex, hybridReport, hybridSection } from "./page.ts";
import { hybridParts } from "./parts.ts";
import { readSet } from "./picture-set.ts";
import { HybridRecords, type Records } from "./records.ts";

const page = "studies/hybrid.md";

/** Everything that is written from a record, and nothing else: the same record gives the same bytes. */
export function hybridFindings(results: Records): Findings {
  const records = new HybridRecords(results);
  const faults =
    hybridClaims(records).length === 0 ? ["the record decides no claim: measure first"] : [];
  return {
    section: hybridSection(records),
    files: new Map([
      ["hybrid.html", hybridReport(records)],
      ["hybrid.csv", csvTable(hybridCsv(records))],
      ["hybrid.tex", hybridLatex(records)],
    ]),
    faults,
  };
}

/** Section 6 of the hybrid paper, measured. */
export const hybridStudy: Study = {
  id: "hybrid",
  question: "What holds of the results that the hybrid CNN-LSTM paper reports?",
  inputs:
    "data sets, small pictures first (default: what is recorded in the folder, else drawn scenes)",
  page: () => page,
  async run({ quick, inputs, folder, onProgress }: StudySettings) {
    // A quick run keeps nothing: its figures have no place among recorded ones.
    const record =
      folder === undefined || quick ? undefined : join(folder, dirname(page), "hybrid.jsonl");
    if (inputs.length === 0 && record !== undefined && existsSync(record))
      return hybridFindings(keptResults(record));
    const names = inputs.length > 0 ? inputs : [generated.name];
    const sets = [];
    for (const name of names) {
      const set = await readSet(name, quick);
      if (set.images.length < 2)
        throw new NeuroveilError("input", {
          expected: `two pictures of 8 bits a sample in ${name}`,
          got: set.images.length,
          todo: "give another data set",
        });
      sets.push(set);
    }
    const jobs = hybridParts(sets, quick);
    const pace = onProgress === undefined ? {} : { onDone: onProgress };
    const results = await resumed(record, jobs, undefined, pace);
    const found = hybridFindings(results);
    if (record === undefined) return found;
    // Without what stopped runs left in it.
    const lines = [...results].map(([name, result]) => keptLine(name, result)).join("");
    return { ...found, files: new Map([...found.files!, ["hybrid.jsonl", lines]]) };
  },
};
