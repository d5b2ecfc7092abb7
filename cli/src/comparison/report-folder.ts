import { access } from "node:fs/promises";
import { join } from "node:path";
import { comparisonReport } from "@neuroveil/lab/comparison";
import { taken, writeOutput } from "../files/outputs.ts";
import { jsonText } from "../terminal/json-text.ts";
import { FolderLock } from "./folder-lock.ts";
import { Journal } from "./journal.ts";
import type { Compared } from "./run-comparison.ts";

const documentName = "comparison.json";
/** The page that a folder shows in a browser. */
const pageName = "index.html";

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
   * @throws {NeuroveilError} "output" when another run works in the folder, when the system refuses, or
   *   when a file that would be written is there and no comparison's
   */
  static async open(path: string): Promise<ReportFolder> {
    const results = join(path, "results.jsonl");
    // What lies beside results is of an earlier run, and replaced.
    if (!(await exists(results))) {
      for (const name of [documentName, pageName]) {
        if (await exists(join(path, name))) throw taken(join(path, name));
      }
    }
    const lock = await FolderLock.take(path);
    try {
      return new ReportFolder(path, await Journal.open(results), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Writes the comparison: for scripts, and for people. */
  async write({ comparison }: Compared): Promise<void> {
    const write = async (name: string, text: string): Promise<void> =>
      await writeOutput(join(this.#path, name), new TextEncoder().encode(text), { force: true });
    await write(documentName, `${jsonText(comparison)}\n`);
    await write(pageName, comparisonReport(comparison));
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
