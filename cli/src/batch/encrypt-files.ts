import {
  Claims,
  exists,
  MemoryOutput,
  OutputFile,
  printable,
  type Sink,
  taken,
} from "@neuroveil/files";
import { toFailure } from "@neuroveil/jobs";
import type { Sealed } from "@neuroveil/jobs/images";
import type { Encryption, Protection, RegionChoice } from "neuroveil";
import type { RegionFlags } from "../regions/region-flags.ts";
import type { SecondInput } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { outputPath, type Destination } from "../files/destination.ts";
import { readInput, type Input } from "../files/inputs.ts";
import { cipherName, neutralName, numberedName, sealedName } from "../files/names.ts";
import { standardStream } from "../files/standard-input.ts";
import { writeToStandardOutput } from "../files/standard-output.ts";
import {
  contentKey,
  contentKeys,
  type LockOptions,
  type PreviewLock,
} from "../keys/key-options.ts";
import { signaturePath } from "../signatures/signature-file.ts";
import { SignedOutput } from "../signatures/signed-output.ts";
import { SigningKey } from "../signatures/signing-key.ts";
import type { Voice } from "../terminal/voice.ts";
import type { BatchOptions } from "./batch-options.ts";
import type { BucketPlaces } from "./bucket-places.ts";
import type { ProducerFlags } from "../queue/producing.ts";
import { ifLarge } from "./if-large.ts";
import { encryptQueued } from "./encrypt-queued.ts";
import { failed, succeeded, type Done, type Known, type Result } from "./results.ts";
import { doneText, runBatch, sizeOf, type OnProgress } from "./run-batch.ts";
import { sealedDone } from "./sealed-done.ts";
import { inShard, type ShardFlags } from "./shard.ts";

/** The flags that are options of the library, under the same names. */
type Choices = Pick<Encryption, (typeof choices)[number]>;
const choices = [
  "cipher",
  "protection",
  "payload",
  "lossy",
  "keepOriginal",
  "dicomOut",
  "preview",
  "nonce",
] as const;

/** The flags of `encrypt`. */
export interface EncryptFlags
  extends
    LockOptions,
    BatchOptions,
    Choices,
    RegionFlags,
    Pick<PreviewLock, "previewRecipient">,
    ProducerFlags,
    ShardFlags {
  readonly preview?: number;
  readonly cipher: string;
  readonly protection: Protection;
  readonly with?: string;
  readonly sign?: string;
  readonly hideNames?: true;
}

/** What a call encrypts. */
export interface EncryptBatch {
  readonly inputs: readonly Input[];
  /** The image of `--with`. */
  readonly other: Input | undefined;
  /** Where inputs and results are, when those are no files. */
  readonly bucket?: BucketPlaces | undefined;
  readonly destination: Destination;
  readonly options: EncryptFlags;
  /** What alone is encrypted of each. */
  readonly regions?: readonly RegionChoice[] | undefined;
  readonly known: Known;
  readonly voice: Voice;
}

/**
 * Encrypts files, as far as their results are not there yet.
 * @returns one result for every input; those that need no work come first
 * @throws {NeuroveilError} "usage" when a result would replace an input
 */
export async function encryptFiles(batch: EncryptBatch): Promise<Result[]> {
  const { options, known, voice } = batch;
  // Whoever tries first wants to hear of a wrong key file now; nobody is asked for a passphrase.
  if (options.dryRun && options.passphrase !== true) await contentKey(options);
  const signingKey =
    options.sign === undefined
      ? undefined
      : await SigningKey.open(options.sign, batch.inputs.length);
  const results: Result[] = [];
  const todo = new Map<Input, string>();
  const planned =
    batch.bucket?.plan(batch.inputs, (path) => cipherName(path)) ?? (await plan(batch));
  const existing = await batch.bucket?.existing([...planned.values()]);
  for (const [input, output] of planned) {
    if (!inShard(options.shard, input)) continue;
    const missing = existing
      ? [output].filter((path) => !existing.has(path))
      : await missingOf(output, batch);
    const parts = partsOf(output, options);
    if (options.skipExisting && missing.length === 0) {
      results.push(settled(input, output, "skipped", batch));
    } else if (missing.length < parts.length && !options.force) {
      results.push(failed(input.path, toFailure(inTheWay(parts, missing, options)), known));
    } else if (options.dryRun) results.push(settled(input, output, "planned", batch));
    else todo.set(input, output);
  }
  // Nobody is asked for a passphrase when there is nothing to use it for.
  if (todo.size > 0) {
    const sealed = await (options.queue === undefined
      ? encryptHere(todo, batch, signingKey)
      : encryptQueued(todo, batch));
    results.push(...sealed.results);
    await tellOfBatch(sealed, batch);
  }
  for (const warning of folderWarnings(batch)) voice.warn(warning);
  return results;
}

/** What to do where workers' results are there, which they never replace. */
const withoutForce = "--skip-existing leaves it out; or choose another with --output";

/** Gives every input its output; an input that would be replaced is refused before any work. */
async function plan({
  inputs,
  other,
  destination,
  options,
}: EncryptBatch): Promise<Map<Input, string>> {
  const claims = await Claims.for([...inputs, ...(other ? [other] : [])], "usage", numberedName);
  const planned = new Map<Input, string>();
  const kind = options.dicomOut === undefined ? "png" : "dicom";
  const name = (path: string): string =>
    options.hideNames ? neutralName(kind) : cipherName(path, kind);
  for (const input of inputs) {
    const wanted = outputPath(destination, input, name);
    const [output] = destination.kind === "stream" ? [wanted] : await claims.claim([wanted]);
    if (options.sign !== undefined) await claims.claim([signaturePath(output!)]);
    planned.set(input, output!);
  }
  return planned;
}

/** The files that one input becomes: its cipher image, and the signature of that. */
function partsOf(output: string, { sign }: EncryptFlags): string[] {
  return sign === undefined ? [output] : [output, signaturePath(output)];
}

/** Those of them that are not there yet. */
async function missingOf(
  output: string,
  { destination, options }: Pick<EncryptBatch, "destination" | "options">,
): Promise<string[]> {
  const parts = partsOf(output, options);
  if (destination.kind === "stream") return parts;
  const there = await Promise.all(parts.map(exists));
  return parts.filter((_, i) => !there[i]);
}

/** The refusal where some of the files are there, and it is not asked to replace them. */
function inTheWay(
  parts: readonly string[],
  missing: readonly string[],
  { skipExisting, queue }: EncryptFlags,
): NeuroveilError {
  const [output, signature] = parts as [string, string?];
  const otherwise = queue === undefined ? undefined : withoutForce;
  if (!skipExisting || signature === undefined || missing.includes(output))
    return taken(
      parts.find((path) => !missing.includes(path))!,
      otherwise,
    );
  return new NeuroveilError("output", {
    expected: `${printable(signature)} beside the result that is there`,
    got: "none",
    todo: "sign it as docs/keys.md shows, or encrypt it again with --force",
  });
}

/** The result of an input that needs no work. */
function settled(
  input: Input,
  output: string,
  status: "skipped" | "planned",
  { known, voice }: EncryptBatch,
): Result {
  const done: Done = { status, output, ...known, payload: null };
  voice.done(doneText(input, done, 0));
  return { input: input.path, ...done, seconds: 0 };
}

/** What came of encrypting, on this machine or on others. */
export interface SealedBatch {
  readonly results: readonly Result[];
  /** JPEGs whose pixels were encrypted. */
  readonly jpegs: number;
}

async function encryptHere(
  planned: ReadonlyMap<Input, string>,
  { other, destination, options, regions, known, voice }: EncryptBatch,
  signingKey: SigningKey | undefined,
): Promise<SealedBatch> {
  const keys = await contentKeys(options);
  const { createEngine, sealLarge } = await import("@neuroveil/jobs/images");
  const engine = await createEngine(sizeOf([...planned.keys()]));
  const goOn = options.hideNames
    ? "the same call without them goes on"
    : "the same call with --skip-existing goes on";
  const batch = {
    label: "encrypting",
    // A bar would be drawn over the question.
    voice: signingKey?.asks ? { ...voice, progress: false } : voice,
    width: engine.width,
    known,
    goOn,
  };
  const chosen: Choices = Object.fromEntries(choices.map((name) => [name, options[name]]));
  const force = options.force === true;
  let jpegs = 0;
  const work = async (input: Input, _: number, onProgress: OnProgress): Promise<Done> => {
    const second = other && (await readSecond(other));
    const job = { ...originOf(input), ...keys, ...chosen, regions, second };
    const path = planned.get(input)!;
    const within = [input, other].flatMap((from) => from?.permissions ?? []);
    const output: Sink =
      destination.kind === "stream"
        ? new MemoryOutput(writeToStandardOutput)
        : signingKey === undefined
          ? new OutputFile(path, { force, within })
          : new SignedOutput(path, { force, within }, signingKey);
    let sealed: Sealed;
    let size = second?.bytes.length ?? 0;
    const sealWhole = async (): Promise<Sealed> => {
      const bytes = await readInput(input.path);
      size += bytes.length;
      return await engine.seal({ ...job, bytes }, output, onProgress);
    };
    try {
      const large =
        destination.kind === "stream"
          ? undefined
          : await ifLarge(input, (file) => {
              size += file.size;
              return sealLarge(output, file, job, { onProgress });
            });
      sealed = large ?? (await sealWhole());
      await output.commit();
    } catch (error) {
      // Another call may have made it meanwhile.
      const missing = await missingOf(path, { destination, options });
      if (!options.skipExisting || missing.length > 0) throw error;
      return { status: "skipped", output: path, ...known, payload: null };
    } finally {
      await output.discard();
    }
    if (sealed.pixelsOfJpeg && !options.keepOriginal) jpegs += 1;
    const done = sealedDone(path, known, sealed, [size, sealed.length]);
    return signingKey === undefined ? done : { ...done, signature: signaturePath(path) };
  };
  try {
    return { results: await runBatch([...planned.keys()], batch, work), jpegs };
  } finally {
    await engine.close();
  }
}

/** Names of DICOM files are often a person's, or a UID that was to be replaced. */
const telling =
  "the DICOM files are named after their inputs, and names may tell of somebody; --hide-names gives others";

async function tellOfBatch(
  { results, jpegs }: SealedBatch,
  { inputs, destination, options, voice }: EncryptBatch,
): Promise<void> {
  // A call that fails altogether has one line to say, and nothing to warn of.
  if (results.some(succeeded)) {
    for (const warning of await protectionWarnings(options)) voice.warn(warning);
  }
  if (options.dicomOut !== undefined && results.some(succeeded)) {
    voice.note("not certified: look at what the DICOM files show (docs/dicom.md)");
    const named = destination.kind !== "file" && destination.kind !== "stream";
    if (named && !options.hideNames) voice.warn(telling);
  }
  if (jpegs > 0 && inputs.some(({ found }) => found)) voice.note(returnAsPng(jpegs));
}

async function readSecond(input: Input): Promise<SecondInput> {
  return { bytes: await readInput(input.path), ...originOf(input) };
}

/** What comes from standard input has no name. */
function originOf({ path, modified }: Input): Pick<SecondInput, "name" | "modified"> {
  return { name: path === standardStream ? undefined : sealedName(path), modified };
}

function returnAsPng(jpegs: number): string {
  const subject = jpegs === 1 ? "1 JPEG" : `${jpegs} JPEGs`;
  return `${subject} will come back as PNG with the same pixels (CMYK as TIFF); --payload file keeps files as they are`;
}

const networkAlone: Readonly<Record<Protection, string | undefined>> = {
  sealed: undefined,
  authenticated:
    "authenticated: changes are refused, but the secrecy of the pixels is the network's alone",
  bare: "bare: the secrecy of the pixels is the network's alone, and changes show in the key vector at best; for research only",
};

async function protectionWarnings({ cipher, protection, lossy }: EncryptFlags): Promise<string[]> {
  const approximate = lossy
    ? ["lossy: what is decrypted will be near to the image, not the image; keep the original"]
    : [];
  const warning = networkAlone[protection];
  if (warning === undefined) return approximate;
  const { loadCipher } = await import("neuroveil/registry");
  const weak =
    (await loadCipher(cipher)).status === "known-weak"
      ? [`${cipher}: known to be weak, so the pixels are not secret; for research only`]
      : [];
  return [...approximate, warning, ...weak];
}

/** Names of files are hidden, and what they are called that the files lie in would be seen. */
function folderWarnings({ inputs, destination, options }: EncryptBatch): string[] {
  if (!options.hideNames || destination.kind !== "folder") return [];
  const folders = inputs.some(({ relative }) => /[/\\]/.test(relative));
  return folders ? ["the names of folders are not hidden; encrypt each into one of your own"] : [];
}
