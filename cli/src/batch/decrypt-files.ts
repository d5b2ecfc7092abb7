import { open } from "node:fs/promises";
import { extname } from "node:path";
import {
  Claims,
  exists,
  type InputFile,
  type Output,
  printable,
  taken,
  writeOutputs,
} from "@neuroveil/files";
import type { Engine, Opened, OpenJob, Restored } from "@neuroveil/jobs/images";
import type { SealedName } from "neuroveil";
import type { Area } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import type { KeyRing } from "neuroveil/keys";
import { outputPath, type Destination } from "../files/destination.ts";
import { readInput, type Input } from "../files/inputs.ts";
import { hasCipherName, numberedName, previewName, restoredName } from "../files/names.ts";
import { writeToStandardOutput } from "../files/standard-output.ts";
import { keyRing, type UnlockOptions } from "../keys/key-options.ts";
import { Signers } from "../signatures/signers.ts";
import type { Voice } from "../terminal/voice.ts";
import type { BatchOptions } from "./batch-options.ts";
import type { BucketPlaces } from "./bucket-places.ts";
import type { ProducerFlags } from "../queue/producing.ts";
import { approximation } from "./approximation.ts";
import { decryptLarge, type WrittenLarge } from "./decrypt-large.ts";
import { ifLarge } from "./if-large.ts";
import { restoredPaths } from "./restored-paths.ts";
import { succeeded, type Done, type Known, type Result } from "./results.ts";
import { runBatch, sizeOf, type Batch, type OnProgress } from "./run-batch.ts";
import type { ShardFlags } from "./shard.ts";

/** The flags of `decrypt`. */
export interface DecryptFlags extends UnlockOptions, BatchOptions, ProducerFlags, ShardFlags {
  readonly protection?: "bare";
  readonly unverified?: true;
  readonly check?: true;
  readonly as?: "pixels";
  readonly preview?: true;
  readonly tile?: Area;
  readonly signer?: readonly string[];
}

/** What a call decrypts. */
export interface DecryptBatch {
  readonly inputs: readonly Input[];
  /** Where inputs and results are, when those are no files. */
  readonly bucket?: BucketPlaces | undefined;
  readonly destination: Destination;
  readonly options: DecryptFlags;
  readonly voice: Voice;
}

/** Of a file that could not be decrypted, nothing else is told. */
export const unknown: Known = { cipher: null, protection: null };

/** Decrypts files; with `--check` looks whether they would be, with `--dry-run` what they would become. */
export async function decryptFiles(call: DecryptBatch): Promise<Result[]> {
  const { signer } = call.options;
  if (signer === undefined) return decryptAll(call, undefined);
  const signers = await Signers.open(signer);
  try {
    return await decryptAll(call, signers);
  } finally {
    signers.close();
  }
}

async function decryptAll(call: DecryptBatch, signers: Signers | undefined): Promise<Result[]> {
  const { inputs, options, voice } = call;
  const keys = await keyRing(options);
  const { createEngine } = await import("@neuroveil/jobs/images");
  // Opening names takes no workers.
  const engine = await createEngine(options.dryRun ? { files: 1, bytes: 0 } : sizeOf(inputs));
  const claims = await Claims.for(inputs, "output", numberedName);
  const batch: Batch = {
    label: options.check ? "checking" : "decrypting",
    voice,
    width: engine.width,
    known: unknown,
    goOn: "the same call with --skip-existing goes on",
  };
  const run = { ...call, keys, engine, claims };
  try {
    const work = signers === undefined ? decryptOne : signedOnly(signers);
    const results = await runBatch(inputs, batch, (input, index, onProgress) =>
      // Whatever becomes of it, the files after this one must not wait for its name.
      work(run, input, index, onProgress).finally(() => claims.pass(index)),
    );
    if (options.unverified && results.some(succeeded)) {
      voice.warn("unverified: the result may be noise, or may have been tampered with");
    }
    return results;
  } finally {
    await engine.close();
  }
}

interface Run extends DecryptBatch {
  readonly keys: KeyRing;
  readonly engine: Engine;
  readonly claims: Claims;
}

async function decryptOne(
  run: Run,
  input: Input,
  index: number,
  onProgress: OnProgress,
): Promise<Done | undefined> {
  const { options } = run;
  if (options.tile !== undefined) return await tileOf(run, input, index, options.tile);
  if (run.destination.kind !== "stream" && !options.preview) {
    const large = await ifLarge(input, async (file) => ({
      done: await largeOne(run, input, index, { file, onProgress }),
    }));
    if (large !== undefined) return large.done;
  }
  const { isContainer } = await import("neuroveil/container");
  const bytes = await readInput(input.path);
  if (input.found && !hasCipherName(input.path) && !isContainer(bytes)) return undefined;
  return await openBytes(run, input, index, bytes, onProgress);
}

/**
 * Decrypts what one of the signers has signed. It is read once, as a whole: the very bytes that were
 * verified are opened then, and the file may be another one by now.
 */
function signedOnly(signers: Signers): typeof decryptOne {
  return async (run, input, index, onProgress) => {
    const { isContainer } = await import("neuroveil/container");
    const bytes = await readInput(input.path);
    if (input.found && !hasCipherName(input.path) && !isContainer(bytes)) return undefined;
    const signer = await signers.verify(input.path, bytes);
    return { ...(await openBytes(run, input, index, bytes, onProgress)), signer };
  };
}

/** Opens a cipher image that was read: what was asked for of it. */
async function openBytes(
  run: Run,
  input: Input,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
  onProgress: OnProgress,
): Promise<Done> {
  return run.options.preview
    ? await previewOf(run, input, index, bytes)
    : await wholeOf(run, input, index, bytes, onProgress);
}

/** Opens a cipher image as a whole, or its names where that is enough. */
async function wholeOf(
  run: Run,
  input: Input,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
  onProgress: OnProgress,
): Promise<Done> {
  const { options, keys, engine } = run;
  const { unwrapKeys } = await import("neuroveil/container");
  const size = bytes.length;
  const job: OpenJob = {
    bytes,
    keys: await unwrapKeys(bytes, keys),
    ...howTo(options),
  };
  if (options.check) return verified(await engine.check(job, onProgress), input);
  let paths: readonly string[] | undefined;
  if (options.dryRun || options.skipExisting) {
    const planned = await plan(run, input, index, bytes);
    if (planned.done !== undefined) return planned.done;
    paths = planned.paths;
  }
  const restored = await engine.open(job, onProgress);
  const files = restored.second === undefined ? [restored] : [restored, restored.second];
  const names = files.map(({ sealedName }) => sealedName);
  paths ??= await claim(run, restoredPaths(names, run.destination, input), index);
  const results = files.map(({ bytes, modified }, i) => ({ path: paths[i]!, bytes, modified }));
  await write(run, results, input);
  return {
    status: "written",
    ...named(paths),
    ...about(restored),
    sizes: [size, results.reduce((sum, { bytes }) => sum + bytes.length, 0)],
    notes: run.destination.kind === "stream" ? [] : otherExtension(paths[0]!, restored.sealedName),
  };
}

/** Decrypts a file that is not held in memory. */
async function largeOne(
  run: Run,
  input: Input,
  index: number,
  { file, onProgress }: { readonly file: InputFile; readonly onProgress: OnProgress },
): Promise<Done | undefined> {
  const { options, keys } = run;
  const { holdsContainer } = await import("neuroveil/container");
  const meant = !input.found || hasCipherName(input.path) || (await holdsContainer(file));
  if (!meant) return undefined;
  const how = { keys, ...howTo(options) };
  if (options.check) {
    const { checkLarge } = await import("@neuroveil/jobs/images");
    return verified(await checkLarge(file, how, { onProgress }), input);
  }
  // Whoever would have to choose another name wants to hear of it now.
  const { paths, done } = await plan(run, input, index, file);
  if (done !== undefined) return done;
  const force = options.force === true;
  for (const path of paths) if (!force && (await exists(path))) throw taken(path);
  const written = await decryptLarge(file, input, { ...how, force, onProgress }, paths);
  return {
    status: "written",
    ...named(paths),
    ...about(written),
    sizes: [file.size, written.bytes],
    notes: otherExtension(paths[0]!, written.files[0].sealedName),
  };
}

function howTo({
  protection,
  unverified,
  as,
}: DecryptFlags): Pick<OpenJob, "bare" | "unverified" | "as"> {
  return { bare: protection === "bare", unverified: unverified === true, as };
}

/**
 * What a cipher image will become, and how it ends where nothing is to be written. The names are sealed;
 * they are cheap to open, the pixels are not.
 */
async function plan(
  run: Run,
  input: Input,
  index: number,
  file: Uint8Array | InputFile,
): Promise<{ readonly paths: readonly string[]; readonly done?: Done }> {
  const { openNames } = await import("neuroveil/container");
  const sealed = await openNames(file, { ...howTo(run.options), keys: run.keys });
  const paths = await claim(run, restoredPaths(sealed.names, run.destination, input), index);
  const settled = await settledWithout(run, paths);
  const { cipher, protection, payload } = sealed;
  if (settled === undefined) return { paths };
  return { paths, done: { status: settled, ...named(paths), cipher, protection, payload } };
}

/** Opens a part of a cipher image, and reads no more of it than that takes. */
async function tileOf(run: Run, input: Input, index: number, area: Area): Promise<Done> {
  const { decryptTile } = await import("neuroveil");
  const file = await open(input.path);
  try {
    const read = async (position: number, length: number): Promise<Uint8Array> => {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(length), position });
      return buffer.subarray(0, bytesRead);
    };
    const tile = await decryptTile({ read }, { ...area, keys: run.keys });
    const { x, y, width, height } = area;
    const place = (from: string): string =>
      restoredName(tile.name, from, `${x}-${y}-${width}-${height}.png`);
    const paths = await claim(run, [outputPath(run.destination, input, place)], index);
    const done = { ...named(paths), ...unknown, payload: "pixels" };
    const settled = await settledWithout(run, paths);
    if (settled) return { status: settled, ...done };
    await write(run, [{ path: paths[0]!, bytes: tile.bytes }], input);
    const notes = ["its chunks are verified; the key vector, which takes the whole image, is not"];
    return { status: "written", ...done, sizes: [tile.bytesRead, tile.bytes.length], notes };
  } finally {
    await file.close();
  }
}

/** Opens the preview of a cipher image, and nothing else. */
async function previewOf(
  run: Run,
  input: Input,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Done> {
  const { destination, keys } = run;
  const { decryptPreview } = await import("neuroveil");
  const preview = await decryptPreview(bytes, { keys });
  const paths = await claim(run, [outputPath(destination, input, previewName)], index);
  // Of an image whose own key is another, nothing is known for sure.
  const done = { ...named(paths), ...unknown, payload: null };
  const settled = await settledWithout(run, paths);
  if (settled) return { status: settled, ...done };
  await write(run, [{ path: paths[0]!, bytes: preview.bytes }], input);
  return { status: "written", ...done, sizes: [bytes.length, preview.bytes.length] };
}

/** Gives out the names of results, in the order of the inputs. */
async function claim(
  { destination, claims }: Run,
  wanted: readonly string[],
  index: number,
): Promise<readonly string[]> {
  return destination.kind === "stream" ? wanted : claims.claimInTurn(index, wanted);
}

/** How it ends with results that are there, or are not to be written. */
async function settledWithout(
  { destination, options }: Run,
  paths: readonly string[],
): Promise<"skipped" | "planned" | undefined> {
  const there: boolean[] = [];
  if (destination.kind !== "stream") for (const path of paths) there.push(await exists(path));
  if (options.skipExisting && there.length > 0 && !there.includes(false)) return "skipped";
  if (!options.dryRun) return undefined;
  const first = there.indexOf(true);
  if (first !== -1 && !options.force) throw taken(paths[first]!);
  return "planned";
}

async function write(
  { destination, options }: Run,
  results: readonly Output[],
  { permissions }: Input,
): Promise<void> {
  if (destination.kind !== "stream") {
    const within = permissions ? [permissions] : [];
    await writeOutputs(results, { force: options.force === true, within });
    return;
  }
  if (results.length > 1) {
    throw new NeuroveilError("usage", {
      expected: "one image for standard output (-)",
      got: "one that holds two",
      todo: "name a file or a folder after --output",
    });
  }
  await writeToStandardOutput(results[0]!.bytes);
}

function named(paths: readonly string[]): Pick<Done, "output" | "secondOutput"> {
  const [output, secondOutput] = paths as [string, string?];
  return { output, ...(secondOutput !== undefined && { secondOutput }) };
}

function about({
  cipher,
  protection,
  payload,
  lossy,
  regions,
  warnings,
}: Opened | Restored | WrittenLarge): Pick<
  Done,
  "cipher" | "protection" | "payload" | "lossy" | "regions" | "warnings"
> {
  const approximate = lossy ? [approximation] : [];
  return {
    cipher,
    protection,
    payload,
    ...(lossy && { lossy }),
    ...(regions && { regions }),
    warnings: [...warnings, ...approximate],
  };
}

function verified(checked: Opened, { path }: Input): Done {
  const holds = checked.names.map(({ name, extension }) => restoredName(name, path, extension));
  return { status: "verified", output: null, ...about(checked), holds };
}

/** A name that the user chose may promise another format than the samples needed. */
function otherExtension(output: string, { extension }: SealedName): string[] {
  const promised = extname(output)
    .toLowerCase()
    .replace(/^\.tif$/, ".tiff");
  if (extension === undefined || promised === "" || promised === `.${extension}`) return [];
  return [`${printable(output)} holds a ${extension.toUpperCase()}, whatever its name says`];
}
