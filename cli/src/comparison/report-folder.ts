import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FolderLock, printable, taken, writeOutput } from "@neuroveil/files";
import {
  comparisonFigures,
  comparisonReport,
  metricTable,
  paperTables,
  publishedTable,
  type Comparison,
  type ComparisonSettings,
} from "@neuroveil/lab/comparison";
import { csvTable, latexTable, svgFile } from "@neuroveil/lab/report";
import { NeuroveilError } from "neuroveil/errors";
import { jsonText } from "../terminal/json-text.ts";
import type { ComparedCipher } from "./cipher-source.ts";
import { Journal } from "./journal.ts";
import { manifestOf } from "./manifest.ts";
import type { Compared } from "./run-comparison.ts";

const documentName = "comparison.json";
/** The page that a folder shows in a browser. */
const pageName = "index.html";

/** What a report will hold. */
export interface ReportPlan extends ComparisonSettings {
  readonly dataset: string;
  readonly keys: number;
  /** Images at the most. */
  readonly limit: number;
  readonly ciphers: readonly string[];
}

/** A folder with the results of a comparison, finished or not, and of one run at a time. */
export class ReportFolder {
  readonly journal: Journal;
  readonly #path: string;
  readonly #lock: FolderLock;

  private constructor(path: string, journal: Journal, lock: FolderLock) {
    this.#path = path;
    this.journal = journal;
    this.#lock = lock;
  }

  /**
   * Opens the folder of an earlier run, or makes one.
   *
   * @param force replaces the report of another comparison; finished jobs stay in any case
   * @throws {NeuroveilError} "output" when another run works in the folder, when the system refuses, or
   *   when a report is there that this comparison would not have in its own
   */
  static async open(path: string, plan: ReportPlan, force: boolean): Promise<ReportFolder> {
    const results = join(path, "results.jsonl");
    if (!force) {
      // What lies beside results is of an earlier run, and replaced by one that goes on from there.
      if (await exists(results)) await refuseOther(path, plan);
      else
        for (const name of [documentName, pageName])
          if (await exists(join(path, name))) throw taken(join(path, name));
    }
    const lock = await FolderLock.take(path);
    try {
      return new ReportFolder(path, await Journal.open(results), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /**
   * Writes the comparison: for scripts, for people, for papers, and what it takes to repeat it.
   * @param ciphers all that were compared
   */
  async write(compared: Compared, ciphers: readonly ComparedCipher[]): Promise<void> {
    const { comparison } = compared;
    const tables = [...paperTables(comparison.means), publishedTable()];
    const files = new Map([
      [documentName, `${jsonText(comparison)}\n`],
      [pageName, comparisonReport(comparison)],
      ["manifest.json", `${jsonText(await manifestOf(compared, ciphers))}\n`],
      ["metrics.csv", csvTable(metricTable(comparison.means))],
      ...tables.map((table): [string, string] => [`${table.id}.csv`, csvTable(table)]),
      ...tables.map((table): [string, string] => [`${table.id}.tex`, latexTable(table)]),
      ...[...comparisonFigures(comparison.means)].map(([id, chart]): [string, string] => [
        `${id}.svg`,
        svgFile(chart),
      ]),
    ]);
    for (const [name, text] of files)
      await writeOutput(join(this.#path, name), new TextEncoder().encode(text), { force: true });
  }

  async close(): Promise<void> {
    await this.journal.close();
    await this.#lock.release();
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/**
 * A report is replaced by one that has all that it has: the same comparison gone on with, over more
 * images, keys or ciphers. Of any other the tables would be lost.
 */
async function refuseOther(path: string, plan: ReportPlan): Promise<void> {
  const document = join(path, documentName);
  if (!(await exists(document))) return;
  const found = comparisonIn(await readFile(document, "utf8"));
  if (found === undefined) throw taken(document);
  const difference = lostBy(found, plan);
  if (difference === undefined) return;
  throw new NeuroveilError("output", {
    expected: "the report folder of the same comparison",
    got: `${printable(path)}, whose report is ${difference}`,
    todo: "choose another folder, or add --force to replace that report",
  });
}

function comparisonIn(text: string): Comparison | undefined {
  try {
    const found = JSON.parse(text) as Partial<Comparison>;
    return Array.isArray(found.ciphers) && Array.isArray(found.images)
      ? (found as Comparison)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a report has that the planned one would not have, in a few words. */
function lostBy(found: Comparison, plan: ReportPlan): string | undefined {
  if (found.dataset !== plan.dataset) return `on ${printable(found.dataset)}`;
  if (found.seed !== plan.seed) return `of the seed ${printable(found.seed)}`;
  if (found.positions !== plan.positions) return `with ${found.positions} positions`;
  if (found.version !== plan.version) return `of version ${printable(found.version)}`;
  if (found.keys > plan.keys) return `over ${found.keys} keys for each image`;
  if (found.images.length > plan.limit) return `over ${found.images.length} images`;
  const missing = found.ciphers.find(({ cipher }) => !plan.ciphers.includes(cipher));
  return missing === undefined ? undefined : `about ${printable(missing.cipher)} as well`;
}
