import { access, constants, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import {
  exists,
  isFolder,
  isSystemError,
  permissionsOf,
  printable,
  systemError,
  taken,
  writeOutput,
} from "@neuroveil/files";
import { shortfalls } from "@neuroveil/lab/analysis";
import { analysisReport, markup, type Part, type ReportEntry } from "@neuroveil/lab/report";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { looksLikeFolder } from "../files/inputs.ts";
import { elsewhereText } from "./elsewhere-text.ts";
import type { Judged } from "./run-analysis.ts";

/**
 * Refuses a name for the report before any work is done.
 * @param inputs files that the same call reads, none of which is ever replaced
 * @throws {NeuroveilError} "usage" for the name of an input or a folder, "output" for a taken one without
 *   `force`, or where no file can be made
 */
export async function checkReportName(
  path: string,
  inputs: readonly string[],
  force: boolean,
): Promise<void> {
  const real = (file: string): Promise<string> => realpath(file).catch(() => resolve(file));
  const others = await Promise.all(inputs.map(real));
  if (others.includes(await real(path)))
    throw new NeuroveilError("usage", {
      expected: "a new file for the report",
      got: `the input ${printable(path)}`,
      todo: "choose another name",
    });
  if (looksLikeFolder(path) || (await isFolder(path)))
    throw new NeuroveilError("usage", {
      expected: "a file for the report",
      got: `the folder ${printable(path)}`,
      todo: `name a page in it, such as ${printable(join(path, "report.html"))}`,
    });
  if (!force && (await exists(path))) throw taken(path, "add --force to replace it");
  await requireFolder(path);
}

/** @throws {NeuroveilError} "output" where the folder of a file is none, or nobody may write into it */
async function requireFolder(path: string): Promise<void> {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    try {
      // With a separator at its end, a name leads to a folder or nowhere.
      return await access(`${folder}${sep}`, constants.W_OK);
    } catch (error) {
      // One that is missing will be made, in the first that is there.
      if (isSystemError(error, "ENOENT") && dirname(folder) !== folder) continue;
      throw systemError("output", `to write ${printable(path)}`, error);
    }
  }
}

/** What a report says about the call that makes it. */
export interface ReportCall {
  /** Path of the plain image; only its base name is shown. */
  readonly path: string;
  readonly image: Image;
  readonly pair: string | undefined;
  /** The call, without the program's name and without folders. */
  readonly words: readonly string[];
}

/** Writes the report of an analysis whose results have pictures. */
export async function writeReport(
  path: string,
  judged: readonly Judged[],
  call: ReportCall,
  force: boolean,
): Promise<void> {
  const entries = judged.flatMap(({ cipher, result, pictures }): readonly ReportEntry[] => {
    if (pictures === undefined) return [];
    const { metrics, positions } = result;
    if (cipher === undefined) {
      const name = basename(call.pair ?? "pair");
      const said = [...shortfalls(result), ...elsewhereText(result)];
      const about = ["A cipher image that was made elsewhere.", ...said].join(" ");
      return [{ name, about, metrics, pictures }];
    }
    const { id: name, status, source, keySpace, nativeKey } = cipher;
    const about: Part = `Source: ${source}. Native key: ${nativeKey.description} (${8 * nativeKey.bytes} bits). Key space: ${keySpace}. One sample was changed at ${positions} ${positions === 1 ? "place" : "places"}. ${shortfalls(result).join(" ")}`;
    return [{ name, status, about, metrics, pictures }];
  });
  const command = ["neuroveil", ...call.words].join(" ");
  const footer = markup`Made by neuroveil. To make it again: <code>${command}</code>`;
  const name = basename(call.path);
  const page = await analysisReport({ name, image: call.image, entries, footer });
  // It shows the images.
  const within = await permissionsOf([call.path, ...(call.pair === undefined ? [] : [call.pair])]);
  await writeOutput(path, new TextEncoder().encode(page), { force, within });
}
