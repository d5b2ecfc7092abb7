import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { Measurement, Outcome } from "@neuroveil/lab/comparison";
import { makeFolder } from "@neuroveil/lab/files";
import { NeuroveilError } from "neuroveil/errors";
import { systemError } from "../files/system-errors.ts";
import { printable } from "../terminal/printable.ts";
import { MeasurementStore } from "./measurement-store.ts";

/** A finished job, one line of the journal. */
export interface Entry extends Measurement {
  /** Identity of the job. */
  readonly job: string;
  readonly cipher: string;
  /** Name of the image. */
  readonly image: string;
  /** Number of the key. */
  readonly key: number;
}

const newline = 0x0a;
const pieceBytes = 1 << 16;

/**
 * The finished jobs of a comparison as JSON lines. A line is on the disk before its job counts as
 * done, so that a run that is killed loses only the jobs that it was at.
 */
export class Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Tickets of the store by job. */
  readonly #done = new Map<string, number>();
  readonly #store = new MeasurementStore();
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Opens a journal, or makes one with its folders. A last line without an end was torn when a run was
   * killed: it is removed.
   *
   * @throws {NeuroveilError} "output" when the system refuses, "broken" for a line that is no result
   */
  static async open(path: string): Promise<Journal> {
    try {
      await makeFolder(dirname(path));
      const file = await open(path, "a+");
      try {
        await file.truncate(await endOfLines(file));
        const journal = new Journal(path, file);
        await journal.#read();
        return journal;
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw systemError("output", `to keep results in ${printable(path)}`, error);
    }
  }

  /** Whether an earlier run has done a job. */
  has(job: string): boolean {
    return this.#done.has(job);
  }

  /** What a job found in an earlier run. */
  find(job: string): Measurement | undefined {
    const ticket = this.#done.get(job);
    return ticket === undefined ? undefined : this.#store.get(ticket);
  }

  /** @throws {NeuroveilError} "output" when the line cannot be written */
  append(entry: Entry): Promise<void> {
    this.#writing = this.#write(entry, this.#writing);
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** One line at a time, whole, in the order of the calls. */
  async #write(entry: Entry, before: Promise<void>): Promise<void> {
    await before;
    try {
      await this.#file.appendFile(`${oneLine(entry)}\n`);
      await this.#file.datasync();
    } catch (error) {
      throw systemError("output", `to add a result to ${printable(this.#path)}`, error);
    }
  }

  async #read(): Promise<void> {
    // A handle of its own, because reading lines to the end closes it.
    const file = await open(this.#path);
    let number = 0;
    for await (const line of file.readLines()) {
      const entry = parse(line);
      number++;
      if (entry === undefined)
        throw new NeuroveilError(
          "broken",
          `expected a result on line ${number} of ${printable(this.#path)}, got something else; delete that line, and its job is done again`,
        );
      this.#done.set(entry.job, this.#store.add(entry));
    }
  }
}

/** The length of a file up to its last end of a line. */
async function endOfLines(file: FileHandle): Promise<number> {
  let end = (await file.stat()).size;
  const piece = new Uint8Array(pieceBytes);
  while (end > 0) {
    const start = Math.max(0, end - pieceBytes);
    const { bytesRead } = await file.read(piece, 0, end - start, start);
    const at = piece.subarray(0, bytesRead).lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/** JSON leaves alone two characters that some readers take for the end of a line. */
function oneLine(entry: Entry): string {
  return JSON.stringify(entry)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);
}

function parse(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<Entry> | null;
    if (typeof entry?.job !== "string" || !Array.isArray(entry.outcomes)) return undefined;
    return entry.outcomes.every(isOutcome) ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** What statistics over all results rely on. */
function isOutcome(value: Partial<Outcome> | null): boolean {
  if (typeof value?.id !== "string" || typeof value.p !== "number") return false;
  return value.p >= 0 && value.p <= 1 && ["pass", "fail"].includes(value.verdict ?? "");
}
