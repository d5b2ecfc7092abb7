import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { isSystemError, OutputFile, systemPath, tidyFolder } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { holdFolder, type HeldFolder } from "../shared-root/beneath.ts";
import type { JobInput } from "../shared-root/input.ts";
import { pathParts } from "../shared-root/paths.ts";
import type { Ending } from "../sealed/ending.ts";
import type { DecryptJob } from "../sealed/job.ts";
import type { Means } from "./means.ts";
import { isThere } from "./there.ts";

/** Times that a name is looked for anew after somebody else took it. */
const attempts = 20;
/** The highest number behind a name. */
const mostNumber = 10_000;

/**
 * Decrypts one cipher image under the name that is sealed in it. A file of that name that has the same
 * bytes is the result; beside another one the result gets a number, as results of one batch do.
 */
export async function decryptFile(job: DecryptJob, input: JobInput, means: Means): Promise<Ending> {
  const { ageFile } = await import("neuroveil/container");
  const { rights, engine, root, naming } = means;
  const keys = rights.keys!;
  const size = input.bytes.length;
  const name = pathParts(job.input).at(-1)!;
  const restored = await engine.open(
    {
      bytes: input.bytes,
      key: await keys.unwrap(ageFile(input.bytes)),
      keyKind: keys.kind,
      bare: job.bare === true,
      unverified: false,
    },
    () => undefined,
  );
  const files = restored.second === undefined ? [restored] : [restored, restored.second];
  const results = files.map(({ bytes, modified, sealedName }): Result => ({
    bytes,
    modified,
    name: shownName(naming.restored(sealedName.name, name, sealedName.extension)),
  }));
  const folder = await holdFolder(root, job.folder, true);
  try {
    await tidyFolder(join(root, job.folder), folder.inside("."));
    const written = await write(results, folder, job.folder, input, means);
    const { cipher, protection, payload, lossy, warnings } = restored;
    return {
      ...written,
      cipher,
      protection,
      payload,
      sizes: [size, results.reduce((sum, { bytes }) => sum + bytes.length, 0)],
      ...(lossy && { lossy: true }),
      ...(warnings.length > 0 && { warnings }),
    };
  } finally {
    await folder.close();
  }
}

/**
 * A worker writes nothing hidden, whatever name somebody sealed: no batch would find it, and it could be
 * one that another program takes for its settings.
 */
function shownName(name: string): string {
  return name.startsWith(".") ? `_${name}` : name;
}

interface Result {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly modified: number | undefined;
}

async function write(
  results: readonly Result[],
  folder: HeldFolder,
  place: string,
  { permissions }: JobInput,
  { naming }: Means,
): Promise<Pick<Ending, "status" | "names">> {
  for (let attempt = 1; ; attempt++) {
    const names: string[] = [];
    const missing: OutputFile[] = [];
    try {
      for (const { name, bytes, modified } of results) {
        const found = await findPlace(folder, name, bytes, naming, names);
        names.push(found.name);
        if (found.isThere) continue;
        const [shown, tidied] = [join(place, found.name), true as const];
        const options = { force: false, within: [permissions], modified, shown, tidied } as const;
        const output = new OutputFile(folder.inside(found.name), options);
        missing.push(output);
        await output.writeAll(bytes);
      }
      if (missing.length === 0) return { status: "kept", names };
      await OutputFile.commitAll(missing);
      return { status: "written", names };
    } catch (error) {
      const others = await Promise.all(names.map((name) => isThere(folder, name)));
      if (attempt === attempts || !others.includes(true)) throw error;
    } finally {
      for (const output of missing) await output.discard();
    }
  }
}

/** The first of name, name-2, name-3… that is free, or has these bytes. */
async function findPlace(
  folder: HeldFolder,
  wanted: string,
  bytes: Uint8Array,
  naming: Means["naming"],
  given: readonly string[],
): Promise<{ readonly name: string; readonly isThere: boolean }> {
  for (let number = 1; number <= mostNumber; number++) {
    const name = number === 1 ? wanted : naming.numbered(wanted, number);
    if (given.includes(name)) continue;
    if (!(await isThere(folder, name))) return { name, isThere: false };
    if (await holds(folder, name, bytes)) return { name, isThere: true };
  }
  throw new NeuroveilError("output", {
    expected: "a free name for the result",
    got: `${mostNumber} files that have it`,
    todo: "choose another folder with --output",
  });
}

/** Whether a file has exactly these bytes; what is no file has not. */
async function holds(folder: HeldFolder, name: string, bytes: Uint8Array): Promise<boolean> {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  try {
    const file = await open(systemPath(folder.inside(name)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
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
