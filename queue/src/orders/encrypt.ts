import { printable, taken } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { JobInput } from "../shared-root/input.ts";
import { pathParts } from "../shared-root/paths.ts";
import type { ResultFolder } from "../shared-root/root.ts";
import type { FileEnding } from "../sealed/ending.ts";
import type { EncryptJob } from "../sealed/job.ts";
import type { Means } from "./means.ts";

/** Encrypts one file under a content key of its own. What is there is never replaced. */
export async function encryptFile(
  job: EncryptJob,
  input: JobInput,
  means: Means,
): Promise<FileEnding> {
  const parts = pathParts(job.output);
  const name = parts.at(-1)!;
  const folder = await means.root.folder(parts.slice(0, -1).join("/"), true);
  try {
    if (await folder.isThere(name)) return await kept(job, input, means);
    return await encryptTo(folder, name, job, input, means);
  } finally {
    await folder.close();
  }
}

async function encryptTo(
  folder: ResultFolder,
  name: string,
  job: EncryptJob,
  input: JobInput,
  means: Means,
): Promise<FileEnding> {
  const { createContentKey } = await import("neuroveil/keys");
  const { cipher, protection, payload, lossy } = job;
  const size = input.bytes.length;
  const output = folder.output(name, { permissions: input.permissions, otherwise });
  try {
    const sealed = await means.engine.seal(
      {
        bytes: input.bytes,
        contentKey: await createContentKey({ recipients: job.recipients }),
        name: means.naming.sealed(pathParts(job.input).at(-1)!),
        modified: input.modified,
        cipher,
        protection,
        ...(payload !== undefined && { payload }),
        ...(lossy && { lossy }),
      },
      output,
      () => undefined,
    );
    await output.commit();
    return {
      status: "written",
      names: [name],
      cipher,
      protection,
      payload: sealed.payload,
      sizes: [size, sealed.length],
      ...(lossy && { lossy }),
      ...(sealed.fallback !== undefined && { fallback: sealed.fallback }),
      ...(sealed.notKept.length > 0 && { notKept: sealed.notKept }),
      ...(sealed.pixelsOfJpeg && { pixelsOfJpeg: true }),
    };
  } catch (error) {
    // Another worker that was thought dead may have been faster.
    if (await folder.isThere(name)) return kept(job, input, means, size);
    throw error;
  } finally {
    await output.discard();
  }
}

const otherwise = "take it away, or choose another with --output";

/**
 * What is under the result's name counts when it is a cipher image as this job makes them. Whether its
 * pixels are those of the input nobody can see who only has public keys.
 */
async function kept(
  job: EncryptJob,
  { bytes }: JobInput,
  { keys, root }: Means,
  size: number = bytes.length,
): Promise<FileEnding> {
  const { readHeader } = await import("neuroveil/container");
  const there = await root.read(keys, job.output);
  const header = readable(() => readHeader(there.bytes));
  const { cipher, protection } = job;
  if (header === undefined || header.cipher !== cipher || header.protection !== protection)
    throw taken(printable(job.output), otherwise);
  return {
    status: "kept",
    names: [pathParts(job.output).at(-1)!],
    cipher,
    protection,
    payload: header.payload,
    sizes: [size, there.bytes.length],
    ...(job.lossy && { lossy: true }),
  };
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NeuroveilError) return undefined;
    throw error;
  }
}
