import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  fsync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
  write,
} from "node:fs";
import { open, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { makeFolder } from "@neuroveil/lab/files";
import type { PositionedFile } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { onInterrupt } from "../terminal/interrupts.ts";
import { printable } from "../terminal/printable.ts";
import { sizeText } from "../terminal/units.ts";
import { systemError } from "./system-errors.ts";

const writeAt = promisify(write);
const flush = promisify(fsync);

/** Files that are being written and do not carry their final name yet. */
const unfinished = new Set<string>();
let watching = false;

export interface OutputOptions {
  /** Replace a file that is already there. */
  readonly force: boolean;
  /** Permissions of the new file, before the umask. */
  readonly mode?: number;
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
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  options: OutputOptions,
): Promise<void> {
  const outputs: OutputFile[] = [];
  try {
    for (const { path, bytes } of files) {
      const output = new OutputFile(path, options, ` (${sizeText(bytes.length)})`);
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
 * which is made with the first of them, reach the disk, and only then take the final name.
 */
export class OutputFile implements PositionedFile {
  readonly #path: string;
  readonly #options: OutputOptions;
  readonly #size: string;
  readonly #temporary: string;
  /** A hidden second name of the file that was replaced, until all have their names. */
  readonly #replaced: string;
  #opening: Promise<number> | undefined;

  /** @param size of what is to be written, for messages, where it is known */
  constructor(path: string, options: OutputOptions, size: string = "") {
    this.#path = path;
    this.#options = options;
    this.#size = size;
    // Short and random: it never exceeds the length of name that a file system allows.
    const name = `.neuroveil-${randomBytes(6).toString("hex")}`;
    this.#temporary = join(dirname(path), `${name}.tmp`);
    this.#replaced = join(dirname(path), `${name}.old`);
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
  }

  /** Removes what did not take its name; after a commit, nothing but a second name of the file. */
  async discard(): Promise<void> {
    await this.#close();
    for (const path of [this.#temporary, this.#replaced]) {
      await unlink(path).catch(() => undefined);
      unfinished.delete(path);
    }
  }

  /** All bytes reach the disk. */
  async #complete(): Promise<void> {
    await flush(await this.#opening!);
    await this.#close();
  }

  #keepReplaced(): void {
    if (!this.#options.force) return;
    unfinished.add(this.#replaced);
    try {
      secondName(this.#path, this.#replaced);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    }
  }

  #takeName(): void {
    if (this.#options.force) renameSync(this.#temporary, this.#path);
    else claim(this.#temporary, this.#path);
  }

  #giveNameBack(): void {
    try {
      renameSync(this.#replaced, this.#path);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
      // Nothing was replaced.
      unlinkSync(this.#path);
    }
  }

  async #open(): Promise<number> {
    watchInterruptsOnce();
    await makeFolder(dirname(this.#path));
    if (this.#options.force) await refuseSpecialFile(this.#path);
    unfinished.add(this.#temporary);
    // Synchronous, so that an interrupt finds either the name on the list and the file on the disk
    // or neither.
    return openSync(this.#temporary, "wx", this.#options.mode ?? 0o666);
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

  #refusal(error: unknown): NeuroveilError {
    if (isSystemError(error, "EEXIST")) return taken(this.#path);
    if (error instanceof NeuroveilError) return error;
    return systemError("output", `to write ${printable(this.#path)}${this.#size}`, error);
  }
}

/** The refusal to overwrite, also used before any work is done. */
export function taken(path: string): NeuroveilError {
  return new NeuroveilError(
    "output",
    `expected a new name, got ${printable(path)}, which is already there; add --force to replace it, or --output to choose another`,
  );
}

/** A rename would put a file in the place of a device or a pipe: /dev/null would be gone. */
async function refuseSpecialFile(path: string): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined || status.isFile() || status.isDirectory()) return;
  throw new NeuroveilError(
    "output",
    `expected the name of a file to replace, got ${printable(path)}, which is a device or a pipe; choose another with --output`,
  );
}

/** Gives `temporary` its final name, failing when that exists: no check could be raced against. */
function claim(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    // Reserve the name, then put the file in its place.
    closeSync(openSync(path, "wx"));
    renameSync(temporary, path);
  }
}

/** Makes a file known by another name, too. */
function secondName(path: string, other: string): void {
  try {
    linkSync(path, other);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    copyFileSync(path, other);
  }
}

/** How systems say that there are no hard links here (FAT, some network drives). */
function hasNoLinks(error: unknown): boolean {
  return ["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].some((code) => isSystemError(error, code));
}

/** So that the name, too, survives a power cut; not every system can do it, none needs it to go on. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is written; only its durability is the system's usual.
  }
}

function isSystemError(error: unknown, code: string): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}

function watchInterruptsOnce(): void {
  if (watching) return;
  watching = true;
  onInterrupt(() => {
    for (const path of unfinished) {
      try {
        unlinkSync(path);
      } catch {
        // Gone already, or never made.
      }
    }
  });
}
