import { createHash } from "node:crypto";
import { join } from "node:path";
import { exists, FolderLock, taken, writeOutput } from "@neuroveil/files";
import { JsonLines } from "@neuroveil/jobs";
import { attackReport } from "@neuroveil/lab/attacks";
import { fromJsonTried, toJsonTried, type JsonTried } from "./json-tried.ts";
import type { AttackJob, Tried } from "./attack-job.ts";
import type { AttackDocument } from "./attack-document.ts";

const documentName = "attacks.json";
/** The page that a folder shows in a browser. */
const pageName = "index.html";

/** A line of the journal; the picture lies in it as a PNG. */
interface Entry {
  readonly job: string;
  readonly tried: JsonTried;
}

/** A folder with findings, finished or not, and of one run at a time. */
export class AttackFolder {
  readonly #path: string;
  readonly #lock: FolderLock;
  readonly #lines: JsonLines<Entry>;
  readonly #done: ReadonlyMap<string, Entry["tried"]>;

  private constructor(
    path: string,
    lock: FolderLock,
    lines: JsonLines<Entry>,
    done: ReadonlyMap<string, Entry["tried"]>,
  ) {
    this.#path = path;
    this.#lock = lock;
    this.#lines = lines;
    this.#done = done;
  }

  /**
   * Opens the folder of an earlier run, or makes one.
   * @throws {NeuroveilError} "output" when another run works in the folder, when the system refuses, or
   *   when a file that would be written is there and not of such a run
   */
  static async open(path: string): Promise<AttackFolder> {
    const results = join(path, "findings.jsonl");
    if (!(await exists(results))) {
      for (const name of [documentName, pageName])
        if (await exists(join(path, name))) throw taken(join(path, name));
    }
    const lock = await FolderLock.take(path);
    try {
      const done = new Map<string, Entry["tried"]>();
      const lines = await JsonLines.open<Entry>(results, (entry) => {
        if (!isEntry(entry)) return false;
        done.set(entry.job, entry.tried);
        return true;
      });
      return new AttackFolder(path, lock, lines, done);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** What an earlier run found. */
  async find(job: string): Promise<Tried | undefined> {
    const found = this.#done.get(job);
    if (found === undefined) return undefined;
    return fromJsonTried(found);
  }

  /** Keeps a finding; it is on the disk when this resolves. */
  async keep(job: string, tried: Tried): Promise<void> {
    await this.#lines.append({ job, tried: await toJsonTried(tried) });
  }

  /** Writes the findings: for scripts, and for people. */
  async write(document: AttackDocument, all: readonly Tried[]): Promise<void> {
    const write = async (name: string, text: string): Promise<void> =>
      await writeOutput(join(this.#path, name), new TextEncoder().encode(text), { force: true });
    await write(documentName, `${JSON.stringify(document, undefined, 2)}\n`);
    await write(pageName, await attackReport(all, document));
  }

  async close(): Promise<void> {
    await this.#lines.close();
    await this.#lock.release();
  }
}

/**
 * What tells a job from others: everything that what is counted depends on.
 * @param code of the cipher and of the attack
 */
export function jobName(job: AttackJob, code: readonly string[]): string {
  const { scene, attack, seed, seconds } = job;
  const { command, ...source } = job.source;
  const { width, height, channels, bits, data } = scene;
  const samples = createHash("sha256").update(data).digest("hex");
  const parts = JSON.stringify([
    attack,
    // How long its program may take changes nothing.
    command === undefined ? source : { ...source, command: command.line },
    seed,
    seconds,
    [width, height, channels, bits, samples],
    code,
  ]);
  return createHash("sha256").update(parts).digest("hex");
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null | undefined;
  return typeof entry?.job === "string" && typeof entry.tried?.attack === "string";
}
