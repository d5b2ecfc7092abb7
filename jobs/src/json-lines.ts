import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

const newline = 0x0a;
const pieceBytes = 1 << 16;

/**
 * Finished jobs as JSON lines. A line is on the disk before its job counts as done, so that a run that
 * is killed loses only the jobs that it was at.
 */
export class JsonLines<Entry extends object> {
  readonly #path: string;
  readonly #file: FileHandle;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Opens a file, or makes one with its folders. A last line without an end was torn when a run was
   * killed: it is removed.
   *
   * @param read told of every entry in the file; returns false for what is none
   * @throws {NeuroveilError} "output" when the system refuses, "broken" for a line that is no entry
   */
  static async open<Entry extends object>(
    path: string,
    read: (entry: unknown) => boolean,
  ): Promise<JsonLines<Entry>> {
    try {
      await makeFolder(dirname(path));
      const file = await open(path, "a+");
      try {
        await file.truncate(await endOfLines(file));
        await readLines(path, read);
        return new JsonLines<Entry>(path, file);
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw systemError("output", `to keep results in ${printable(path)}`, error);
    }
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
}

async function readLines(path: string, read: (entry: unknown) => boolean): Promise<void> {
  // A handle of its own, because reading lines to the end closes it.
  const file = await open(path);
  let number = 0;
  for await (const line of file.readLines()) {
    number++;
    if (!read(parsed(line)))
      throw new NeuroveilError("broken", {
        expected: `a result on line ${number} of ${printable(path)}`,
        got: "something else",
        todo: "delete that line, and its job is done again",
      });
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
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
function oneLine(entry: object): string {
  return JSON.stringify(entry)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);
}
