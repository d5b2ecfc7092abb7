import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsync,
  futimesSync,
  openSync,
  read,
  renameSync,
  statSync,
  unlinkSync,
  write,
} from "node:fs";
import { mkdir, open, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import { hiddenPath, keepOnInterrupt, removeOnInterrupt } from "./hidden-files.ts";
import { makeFolder } from "./make-folder.ts";
import { modeWithin, type Permissions } from "./permissions.ts";
import { printable } from "./printable.ts";
import type { Sink } from "./sink.ts";
import { isSystemError, systemError } from "./system-errors.ts";
import { systemPath } from "./system-path.ts";
import { giveSecondName, takeName, type Link } from "./take-name.ts";
import { tidyFolder } from "./tidy-folder.ts";

const readAt = promisify(read);
const writeAt = promisify(write);
const flush = promisify(fsync);

export interface OutputOptions {
  /** Replace a file that is already there. */
  readonly force: boolean;
  /**
   * What the new file was made from, or what else limits who may read it: it never allows more than
   * one of them, nor than what it replaces, nor than the umask.
   */
  readonly within?: readonly Permissions[];
  /** When the content was last changed, in milliseconds since 1970; undefined: now. */
  readonly modified?: number | undefined;
  /** Whoever calls has removed from the folder what killed runs left there. */
  readonly tidied?: true;
  /** The name in messages, where that is not the path. */
  readonly shown?: string;
  /** What to do where the name is taken, when that is not `--force` or `--output`. */
  readonly otherwise?: string;
  /** Gives second names; tests pretend that there are none. */
  readonly link?: Link;
}

/** Read back at once. */
const pieceBytes = 1 << 20;

let resultsWritten = 0;

/**
 * How many results have their names by now, one or several files each. Never behind the disk, so that
 * an interrupted call can say what is there.
 */
export function countWritten(): number {
  return resultsWritten;
}

/** For the owner alone, whatever the umask: what is unfinished, and secret keys. */
export const ownerOnly: Permissions = { mode: 0o600, gid: -1 };

/** A whole file to write. */
export interface Output extends Pick<OutputOptions, "modified"> {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes a whole file or nothing; folders are made as needed.
 *
 * @throws {NeuroveilError} "output" when the name is taken (without `force`) or the system refuses
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  options: OutputOptions,
): Promise<void> {
  await writeOutputs([{ path, bytes }], options);
}

/**
 * Writes several whole files or none of them.
 *
 * @throws {NeuroveilError} "output" when a name is taken (without `force`) or the system refuses
 */
export async function writeOutputs(
  files: readonly Output[],
  options: OutputOptions,
): Promise<void> {
  const outputs: OutputFile[] = [];
  try {
    for (const { path, bytes, modified = options.modified } of files) {
      const own = { ...options, modified };
      const output = new OutputFile(path, own, ` (${sizeText(bytes.length)})`);
      outputs.push(output);
      await output.writeAll(bytes);
    }
    await OutputFile.commitAll(outputs);
  } finally {
    for (const output of outputs) await output.discard();
  }
}

/**
 * A file that is there as a whole or not at all: the bytes go to a hidden file in the same folder,
 * which is made with the first of them, reach the disk, and only then take the final name. Until it
 * has that, nobody but the owner can read the file.
 */
export class OutputFile implements Sink {
  readonly #path: string;
  readonly #options: OutputOptions;
  readonly #size: string;
  readonly #temporary: string;
  /** A hidden second name of the file that was replaced, until all have their names. */
  readonly #replaced: string;
  #opening: Promise<number> | undefined;
  /** Of the complete file, until it is closed. */
  #descriptor: number | undefined;

  /** @param size of what is to be written, for messages, where it is known */
  constructor(path: string, options: OutputOptions, size: string = "") {
    this.#path = path;
    this.#options = options;
    this.#size = size;
    this.#temporary = hiddenPath(dirname(path), "tmp");
    this.#replaced = hiddenPath(dirname(path), "old");
  }

  /** @throws {NeuroveilError} "output" when the system refuses */
  async write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    return this.#attempt(async () => {
      this.#opening ??= this.#open();
      return writeAt(await this.#opening, bytes, offset, length, position);
    });
  }

  /** Writes what is there as a whole. */
  async writeAll(bytes: Uint8Array): Promise<void> {
    let done = 0;
    do done += (await this.write(bytes, done, bytes.length - done, done)).bytesWritten;
    while (done < bytes.length);
  }

  /** What was written, in pieces, before it has its name: from the disk, as everybody will read it. */
  async *content(): AsyncGenerator<Uint8Array> {
    const descriptor = await this.#opening!;
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await this.#attempt(() =>
        readAt(descriptor, new Uint8Array(pieceBytes), 0, pieceBytes, position),
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }

  /**
   * Gives what was written its name.
   * @throws {NeuroveilError} "output" when the name is taken (without `force`) or the system refuses
   */
  async commit(): Promise<void> {
    await OutputFile.commitAll([this]);
  }

  /**
   * Gives several files their names, or none of them when one is refused: then every name leads to
   * what it led to before.
   * @throws {NeuroveilError} as {@link OutputFile.commit}
   */
  static async commitAll(outputs: readonly OutputFile[]): Promise<void> {
    for (const output of outputs) await output.#attempt(() => output.#complete());
    OutputFile.#nameAll(outputs);
    for (const output of outputs) await output.#close();
    for (const output of outputs) await flushFolder(dirname(output.#path));
  }

  /** Synchronous, so that an interrupt finds all names given or none. */
  static #nameAll(outputs: readonly OutputFile[]): void {
    const named: OutputFile[] = [];
    for (const output of outputs) {
      try {
        if (outputs.length > 1) output.#keepReplaced();
        output.#takeName();
        named.push(output);
      } catch (error) {
        for (const earlier of named.toReversed()) earlier.#giveNameBack();
        throw output.#refusal(error);
      }
    }
    resultsWritten++;
  }

  /** Removes what did not take its name; after a commit, nothing but a second name of the file. */
  async discard(): Promise<void> {
    await this.#close();
    for (const path of [this.#temporary, this.#replaced]) {
      await unlink(systemPath(path)).catch(() => undefined);
      keepOnInterrupt(path);
    }
  }

  /** All bytes reach the disk. */
  async #complete(): Promise<void> {
    const descriptor = await this.#opening!;
    const { modified } = this.#options;
    if (modified !== undefined) setModified(descriptor, modified);
    await flush(descriptor);
    this.#descriptor = descriptor;
  }

  #keepReplaced(): void {
    if (!this.#options.force) return;
    removeOnInterrupt(this.#replaced);
    try {
      giveSecondName(this.#path, this.#replaced, this.#options.link);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    }
  }

  #takeName(): void {
    const { force, within = [], link } = this.#options;
    const replaced = force
      ? statSync(systemPath(this.#path), { throwIfNoEntry: false })
      : undefined;
    if (force) renameSync(systemPath(this.#temporary), systemPath(this.#path));
    else takeName(this.#temporary, this.#path, link);
    // Only now: a process that is killed before leaves nothing that others can read.
    allow(this.#descriptor!, replaced === undefined ? within : [...within, replaced]);
  }

  #giveNameBack(): void {
    try {
      renameSync(systemPath(this.#replaced), systemPath(this.#path));
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
      // Nothing was replaced.
      unlinkSync(systemPath(this.#path));
    }
  }

  async #open(): Promise<number> {
    const folder = dirname(this.#path);
    const named = systemPath(folder);
    await (typeof named === "string" ? makeFolder(named) : mkdir(named, { recursive: true }));
    if (!this.#options.tidied) await tidyFolder(folder);
    if (this.#options.force) await refuseSpecialFile(this.#path);
    removeOnInterrupt(this.#temporary);
    // Synchronous, so that an interrupt finds either the name on the list and the file on the disk
    // or neither.
    return openSync(systemPath(this.#temporary), "wx+", ownerOnly.mode);
  }

  async #close(): Promise<void> {
    const descriptor = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  get #shown(): string {
    return this.#options.shown ?? this.#path;
  }

  #refusal(error: unknown): NeuroveilError {
    if (isSystemError(error, "EEXIST")) return taken(this.#shown, this.#options.otherwise);
    if (error instanceof NeuroveilError) return error;
    return systemError("output", `to write ${printable(this.#shown)}${this.#size}`, error);
  }
}

/** The refusal to overwrite, also used before any work is done. */
export function taken(
  path: string,
  otherwise: string = "add --force to replace it, or --output to choose another",
): NeuroveilError {
  return new NeuroveilError("output", {
    expected: "a new name",
    got: `${printable(path)}, which is already there`,
    todo: otherwise,
  });
}

/** A rename would put a file in the place of a device or a pipe: /dev/null would be gone. */
async function refuseSpecialFile(path: string): Promise<void> {
  const status = await stat(systemPath(path)).catch(() => undefined);
  if (status === undefined || status.isFile() || status.isDirectory()) return;
  throw new NeuroveilError("output", {
    expected: "the name of a file to replace",
    got: `${printable(path)}, which is a device or a pipe`,
    todo: "choose another with --output",
  });
}

/** Gives a file the mode that it shall have; it stays the owner's alone where the system refuses. */
function allow(descriptor: number, within: readonly Permissions[]): void {
  if (process.platform === "win32") return;
  try {
    fchmodSync(descriptor, modeWithin(within, fstatSync(descriptor).gid));
  } catch {
    // FAT and network drives have modes of their own.
  }
}

/** Half a microsecond more, because Node cuts what it hands to the system to whole ones. */
function setModified(descriptor: number, milliseconds: number): void {
  try {
    futimesSync(descriptor, Date.now() / 1000, (Math.round(milliseconds * 1000) + 0.5) / 1e6);
  } catch {
    // A time that this file system cannot hold: the file counts, and is there.
  }
}

/** So that the name, too, survives a power cut; not every system can do it, none needs it to go on. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(systemPath(folder), "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is written; only its durability is the system's usual.
  }
}
