import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import {
  isSystemError,
  OutputFile,
  printable,
  systemError,
  systemPath,
  tidyFolder,
} from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { QueueKeys } from "../../sealed/keys.ts";
import { contentDigest, mostBytes, tooLarge, type JobInput } from "../input.ts";
import { pathParts } from "../paths.ts";
import type { NamedResult, OwnFiles, ResultFolder, ResultOptions, Root } from "../root.ts";
import { holdFolder, openBeneath, type HeldFolder } from "./beneath.ts";
import { HiddenFiles } from "./hidden-files.ts";

/** A folder that producers and workers have in common, as it is called on this machine. */
export class FolderRoot implements Root {
  /** Without symbolic links. */
  readonly path: string;
  readonly own: OwnFiles;

  private constructor(path: string) {
    this.path = path;
    this.own = new HiddenFiles(path);
  }

  /** @throws {NeuroveilError} "input" when there is no such folder */
  static async at(path: string): Promise<FolderRoot> {
    try {
      return new FolderRoot(await realpath(path));
    } catch (error) {
      throw systemError("input", `a folder for --root at ${printable(path)}`, error);
    }
  }

  get shown(): string {
    return this.path;
  }

  async named(path: string): Promise<string> {
    const below = relative(this.path, await real(resolve(path)));
    if (isAbsolute(below) || below.split(sep)[0] === "..") {
      throw new NeuroveilError("input", {
        expected: `a path below ${printable(this.path)}`,
        got: printable(path),
        todo: "name the folder that the workers have, too, after --root",
      });
    }
    const named = below.split(sep).join("/");
    pathParts(named);
    return named;
  }

  /** A folder's own: results are linked to names that must be free. */
  requireConditionalWrites(): Promise<void> {
    return Promise.resolve();
  }

  async read(keys: QueueKeys, path: string): Promise<JobInput> {
    const file = await openBeneath(this.path, path);
    try {
      const status = await file.stat({ bigint: true });
      if (status.size > mostBytes) throw tooLarge(Number(status.size), mostBytes, path);
      const read = await file.readFile();
      // Small files may share a pooled buffer; their own one can be handed to a thread.
      const bytes =
        read.length === read.buffer.byteLength ? new Uint8Array(read.buffer) : new Uint8Array(read);
      const microseconds = Number(status.mtimeNs / 1000n);
      return {
        bytes,
        content: await contentDigest(keys, bytes),
        permissions: { mode: Number(status.mode), gid: Number(status.gid) },
        modified: Number.isSafeInteger(microseconds) ? microseconds / 1000 : undefined,
      };
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw systemError("input", `to read ${printable(path)} below the workers' root`, error);
    } finally {
      await file.close();
    }
  }

  async folder(path: string, make: boolean): Promise<ResultFolder> {
    const held = await holdFolder(this.path, path, make);
    if (make) await tidyFolder(join(this.path, path), held.inside("."));
    return new FileFolder(held, path);
  }
}

class FileFolder implements ResultFolder {
  readonly #held: HeldFolder;
  readonly #path: string;

  constructor(held: HeldFolder, path: string) {
    this.#held = held;
    this.#path = path;
  }

  /** Be it a link to nowhere. */
  isThere(name: string): Promise<boolean> {
    return lstat(systemPath(this.#held.inside(name))).then(
      () => true,
      () => false,
    );
  }

  async holds(name: string, bytes: Uint8Array): Promise<boolean> {
    const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
    try {
      const path = systemPath(this.#held.inside(name));
      const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      try {
        const status = await file.stat();
        if (!status.isFile() || status.size !== bytes.length) return false;
        return Buffer.compare(await file.readFile(), bytes) === 0;
      } finally {
        await file.close();
      }
    } catch (error) {
      if (["ELOOP", "ENXIO", "EISDIR", "ENOENT"].some((code) => isSystemError(error, code)))
        return false;
      throw error;
    }
  }

  output(name: string, options: ResultOptions & { readonly modified?: number }): OutputFile {
    const { permissions, otherwise, modified } = options;
    return new OutputFile(this.#held.inside(name), {
      force: false,
      within: permissions === undefined ? [] : [permissions],
      modified,
      tidied: true,
      shown: join(this.#path, name),
      otherwise,
    });
  }

  async write(results: readonly NamedResult[], options: ResultOptions): Promise<void> {
    const outputs: OutputFile[] = [];
    try {
      for (const { name, bytes, modified } of results) {
        const output = this.output(name, { ...options, ...(modified && { modified }) });
        outputs.push(output);
        await output.writeAll(bytes);
      }
      await OutputFile.commitAll(outputs);
    } finally {
      for (const output of outputs) await output.discard();
    }
  }

  close(): Promise<void> {
    return this.#held.close();
  }
}

/** The real path of what is there, and the rest as it stands. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = resolve(path, "..");
    if (parent === path) return path;
    return resolve(await real(parent), relative(parent, path));
  }
}
