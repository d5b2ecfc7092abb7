import { nativeKey } from "../../keys/native-key.ts";
import type { Cipher, Run } from "../../ciphers/cipher.ts";
import { NeuroveilError } from "../../errors.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { stopIfAborted } from "../../abort.ts";
import { isDicom } from "../../image/dicom/enclosed-png.ts";
import { sampleBytes } from "../../image/sample-bytes.ts";
import { withinMemory } from "../../out-of-memory.ts";
import { readSamples } from "../carrier/read.ts";
import { inTurns } from "../../turns.ts";
import { carrierSteps } from "../carrier/carrier.ts";
import { checkMemory } from "../shape/geometry.ts";
import { decodeContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { carrierRecord, openRecord } from "../record/open-record.ts";
import { checkHead, keyVectorIn, tampered } from "./checked.ts";
import { fitsRecord, restore, type Opened, type OpenedPixels } from "./opened.ts";
import { openOriginal } from "../original/original.ts";
import { openChunks } from "../protection/open-chunks.ts";
import { nameOf, type PixelsRecord } from "../record/record.ts";
import type { Residual } from "../residual/residual.ts";

export interface OpenOptions extends Pick<Run, "signal" | "onProgress" | "threads"> {
  readonly keys: KeyRing;
  /** Accept protection bare, which does not detect every change. */
  readonly bare?: boolean | undefined;
  /**
   * With `bare`: go on when the header's MAC, the key vector, a lossy cipher's digest or the record does
   * not match, or when there is nothing to compare with (noise experiments).
   */
  readonly unverified?: boolean | undefined;
  /** Told, in one line, what was skipped or dropped. */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Ciphers to choose from by the header's id; those of neuroveil/ciphers when not given. */
  readonly ciphers?: readonly Cipher[] | undefined;
}

/**
 * Decrypts a cipher image. Every check comes before the step that relies on it, and nothing is
 * returned before all have passed (docs/format.md, "Opening", fixes their order).
 * @throws NeuroveilError "input" when it is no cipher image, "broken" when it is damaged, "key" when
 *   no key fits, "tampered" when authenticated data do not match, "unsupported" when it is bare (and
 *   that was not accepted, or nothing in it shows changes) or of an unknown cipher, "weights" when the cipher's weights are others,
 *   "limit", "aborted"
 */
export async function openContainer(bytes: Uint8Array, options: OpenOptions): Promise<Opened> {
  return await withinMemory(
    async () => 2 * ((await sampleBytes(bytes)) ?? bytes.length),
    () => open(bytes, options),
  );
}

async function open(bytes: Uint8Array, options: OpenOptions): Promise<Opened> {
  const { signal, onProgress, threads } = options;
  const unverified = checkOptions(options);
  const warn = options.onWarning ?? (() => {});
  stopIfAborted(signal);
  const carrier = await inTurns(carrierSteps(bytes), signal);
  const content = decodeContent(carrier.content);
  if (content.regions !== undefined) {
    const { openRegions } = await import("./open-regions.ts");
    return await openRegions(carrier, content, options);
  }
  const checked = await checkHead({ ...carrier, content }, options, unverified, warn);
  const { unlocked, cipher, grid, protector } = checked;
  const { header, headerHash, subkeys } = unlocked;
  checkMemory(header);
  const samples = await readSamples(carrier, { threads, signal });
  stopIfAborted(signal);
  const opener = await protector.open(subkeys, grid, headerHash, content.proof);
  await openChunks(opener, grid, samples);
  stopIfAborted(signal);

  const record = await openRecord(content, unlocked, unverified ? warn : undefined);
  const keyVector = keyVectorIn(checked, record);
  const lossyPart =
    header.residual === true ? await import("../residual/open-residual.ts") : undefined;
  const residual = await lossyPart?.openResidual(content, unlocked, { unverified, warn, signal });
  const original = await openOriginal(content, unlocked);
  if (!verifies(header, cipher, residual)) {
    if (!unverified) throw nothingVerifies(cipher);
    warn(
      `nothing shows whether the pixels were changed: ${cipher.id} has no key vector that is long enough`,
    );
  }
  const native = await nativeKey(subkeys, header, cipher.nativeKey.bytes);
  const { width, height, channels, bytesPerSample } = header;
  const raster = { width, height, channels, bytesPerSample, data: samples };
  const recomputed = await cipher.decrypt(raster, native, keyVector, {
    signal,
    onProgress,
    threads,
  });
  stopIfAborted(signal);
  const verdicts = [
    { of: "the key vector", fits: equalBytes(recomputed, keyVector) },
    {
      of: "the image's digest",
      fits: residual === undefined || (await lossyPart?.mended(samples, residual, signal)) === true,
    },
  ];
  const lossy = !cipher.lossless && residual === undefined;
  const failed = verdicts.filter(({ fits }) => !fits).map(({ of }) => of);
  // Where that has failed, it is noise, and what noise fits is nobody's news.
  const fits = failed.length > 0 || (await inTurns(fitsRecord(record, samples, { lossy }), signal));
  if (!fits) failed.push("the record");
  if (failed.length > 0 && !unverified) throw tampered();
  for (const what of failed) warn(`${what} does not match; the result is noise, at least in part`);
  // Noise has no depth, palette or profile of its own.
  const described = failed.length > 0 ? carrierRecord(header, nameOf(record)) : record;
  const opened = await inTurns(restore(header, described, samples, { lossy }), signal);
  if (opened.payload === "file" && isDicom(bytes)) {
    const { warningOfAround } = await import("./around.ts");
    const warning = await warningOfAround(bytes, opened.bytes, unlocked.contentKey);
    if (warning !== undefined) warn(warning);
  }
  if (original === undefined || opened.payload === "file" || record.payload === "file") {
    return opened;
  }
  return await withOriginal(opened, original, record, { signal, warn });
}

/**
 * What was opened, with the file that its pixels were decoded from.
 * @throws NeuroveilError "tampered" when they are not that file's
 */
export async function withOriginal(
  opened: OpenedPixels,
  bytes: Uint8Array,
  { original }: Pick<PixelsRecord, "original">,
  {
    signal,
    warn,
  }: {
    readonly signal: AbortSignal | undefined;
    readonly warn: (message: string) => void;
  },
): Promise<OpenedPixels> {
  const { decodesTo } = await import("../original/original-samples.ts");
  const same = await decodesTo(bytes, opened.image, signal);
  if (same === false) throw tampered();
  if (same === undefined) {
    const { decoder } = opened.image.metadata.origin!;
    warn(`the original was not compared with the pixels: they were decoded by ${decoder}`);
  }
  return { ...opened, original: { bytes, name: original?.name } };
}

/**
 * Bytes of a key vector that shows changes: a shorter one is met by chance by whoever tries often enough.
 */
const leastKeyVector = 8;

/** Whether a change of the pixels would show: in a tag or a MAC, in the key vector, in a digest. */
function verifies(header: Header, cipher: Cipher, residual: Residual | undefined): boolean {
  return (
    header.protection !== "bare" ||
    cipher.keyVectorBytes >= leastKeyVector ||
    residual !== undefined
  );
}

function checkOptions({ bare, unverified }: OpenOptions): boolean {
  if (unverified !== true || bare === true) return unverified === true;
  throw new NeuroveilError("usage", {
    expected: "unverified together with bare",
    got: "it alone",
    todo: "sealed and authenticated images are always verified",
  });
}

function nothingVerifies({ id, lossless }: Cipher): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "something in the bare image that shows changes",
    got: `none: ${id} has no key vector that is long enough${lossless ? "" : ", and the residual was left out"}`,
    todo: ["look at it with ", { option: "unverified" }, ", or encrypt it sealed or authenticated"],
  });
}
