import { existsSync } from "node:fs";
import { join } from "node:path";
import { drawScene } from "../../datasets/scene.ts";
import { generated } from "../../datasets/generated.ts";
import { keptLine, keptResults, resumed } from "../resumed.ts";
import type { Findings, Study, StudySettings } from "../study.ts";
import { familiesDocuments } from "./documents.ts";
import { measuredMembers, versionsOf, type Member } from "./members.ts";
import { allParts, measurePart, partName, type Part } from "./parts.ts";
import { readPictures } from "./pictures.ts";
import { Recorded } from "./recorded.ts";

/** The file of results beside the page. */
export const recordName = "families.jsonl";
const pagePath = "studies/families.md";

const quickPictures = 2;

async function run(settings: StudySettings): Promise<Findings> {
  const { quick, inputs, folder } = settings;
  // A quick run keeps nothing: what it measures is not what the page tells of.
  const file = quick || folder === undefined ? undefined : join(folder, "studies", recordName);
  const members = measuredMembers(quick);
  const versions = await versionsOf(members);
  const found =
    inputs.length === 0 && file !== undefined && existsSync(file)
      ? keptResults<unknown>(file)
      : await measured(settings, file, members, versions);
  const recorded = new Recorded(currentResults(found, versions));
  const { section, files } = familiesDocuments(recorded);
  return {
    section,
    files: new Map([...files, ...(quick ? [] : [[recordName, linesOf(recorded)] as const])]),
  };
}

/** What a record holds, and what was missing in it of these pictures. */
async function measured(
  { quick, inputs, workers, onProgress }: StudySettings,
  file: string | undefined,
  members: readonly Member[],
  versions: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, unknown>> {
  const all = await readPictures(inputs.length === 0 ? [generated.name] : inputs);
  const pictures = quick ? all.slice(0, quickPictures) : all;
  const parts = allParts(members, pictures, drawScene(0, 64), quick);
  const work = (part: Part): Promise<unknown> =>
    workers === undefined ? measurePart(part) : workers.run(part);
  return await resumed(
    file,
    parts.map((part) => ({ name: partName(part, versions), run: () => work(part) })),
    undefined,
    { width: workers?.width ?? 1, onDone: (done, name) => onProgress?.(done, name) },
  );
}

/** Without those of ciphers that were changed after they were measured. */
export function currentResults(
  results: ReadonlyMap<string, unknown>,
  versions: ReadonlyMap<string, string>,
): ReadonlyMap<string, unknown> {
  const isCurrent = (name: string): boolean => {
    const [subject, version] = name.split(" | ")[0]!.split("@") as [string, string?];
    return version === undefined || versions.get(subject) === version;
  };
  return new Map([...results].filter(([name]) => isCurrent(name)));
}

/** Results in one order, whichever came first. */
function linesOf(recorded: Recorded): string {
  return recorded.entries.map(([name, result]) => keptLine(name, result)).join("");
}

/** The survey of four families of networks, claim by claim. */
export const familiesStudy: Study = {
  id: "families",
  question: "Which claims of the survey of four families of networks hold?",
  inputs:
    "images in colour: files, folders (default: what is recorded in the folder, else drawn scenes)",
  page: () => pagePath,
  run,
  work: (part) => measurePart(part as Part),
};
