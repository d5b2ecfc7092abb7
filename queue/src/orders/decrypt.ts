import { NeuroveilError } from "neuroveil/errors";
import type { JobInput } from "../shared-root/input.ts";
import { pathParts } from "../shared-root/paths.ts";
import type { NamedResult, ResultFolder } from "../shared-root/root.ts";
import type { FileEnding } from "../sealed/ending.ts";
import type { DecryptJob } from "../sealed/job.ts";
import type { Means } from "./means.ts";

/** Times that a name is looked for anew after somebody else took it. */
const attempts = 20;
/** The highest number behind a name. */
const mostNumber = 10_000;

/**
 * Decrypts one cipher image under the name that is sealed in it. A file of that name that has the same
 * bytes is the result; beside another one the result gets a number, as results of one batch do.
 */
export async function decryptFile(
  job: DecryptJob,
  input: JobInput,
  means: Means,
): Promise<FileEnding> {
  const { unwrapKeys } = await import("neuroveil/container");
  const { rights, engine, root, naming } = means;
  const keys = rights.keys!;
  const size = input.bytes.length;
  const name = pathParts(job.input).at(-1)!;
  const restored = await engine.open(
    {
      bytes: input.bytes,
      keys: await unwrapKeys(input.bytes, keys),
      bare: job.bare === true,
      unverified: false,
    },
    () => undefined,
  );
  const files = restored.second === undefined ? [restored] : [restored, restored.second];
  const results = files.map(({ bytes, modified, sealedName }): NamedResult => ({
    bytes,
    modified,
    name: shownName(naming.restored(sealedName.name, name, sealedName.extension)),
  }));
  const folder = await root.folder(job.folder, true);
  try {
    const written = await write(results, folder, input, means);
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

async function write(
  results: readonly NamedResult[],
  folder: ResultFolder,
  { permissions }: JobInput,
  { naming }: Means,
): Promise<Pick<FileEnding, "status" | "names">> {
  for (let attempt = 1; ; attempt++) {
    const names: string[] = [];
    const missing: NamedResult[] = [];
    try {
      for (const result of results) {
        const found = await findPlace(folder, result.name, result.bytes, naming, names);
        names.push(found.name);
        if (!found.isThere) missing.push({ ...result, name: found.name });
      }
      if (missing.length === 0) return { status: "kept", names };
      await folder.write(missing, { permissions, otherwise });
      return { status: "written", names };
    } catch (error) {
      const others = await Promise.all(names.map((name) => folder.isThere(name)));
      if (attempt === attempts || !others.includes(true)) throw error;
    }
  }
}

const otherwise = "take it away, or choose another folder with --output";

/** The first of name, name-2, name-3… that is free, or has these bytes. */
async function findPlace(
  folder: ResultFolder,
  wanted: string,
  bytes: Uint8Array,
  naming: Means["naming"],
  given: readonly string[],
): Promise<{ readonly name: string; readonly isThere: boolean }> {
  for (let number = 1; number <= mostNumber; number++) {
    const name = number === 1 ? wanted : naming.numbered(wanted, number);
    if (given.includes(name)) continue;
    if (!(await folder.isThere(name))) return { name, isThere: false };
    if (await folder.holds(name, bytes)) return { name, isThere: true };
  }
  throw new NeuroveilError("output", {
    expected: "a free name for the result",
    got: `${mostNumber} files that have it`,
    todo: "choose another folder with --output",
  });
}
