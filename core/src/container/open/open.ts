import type { Cipher, Run } from "../../ciphers/cipher.ts";
import { cipherIds, loadCipher } from "../../ciphers/registry.ts";
import { NeuroveilError } from "../../errors.ts";
import { equalBytes } from "../../bytes/constant-time.ts";
import { toHex } from "../../bytes/hex.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import { stopIfAborted } from "../../abort.ts";
import { sampleBytes } from "../../image/sample-bytes.ts";
import { withinMemory } from "../../out-of-memory.ts";
import { readSamples } from "../carrier/read.ts";
import { inTurns } from "../../turns.ts";
import { carrierSteps, type Carrier } from "../carrier/carrier.ts";
import { chunkGrid } from "../shape/chunk-grid.ts";
import { decodeContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { carrierRecord, openRecord } from "../record/open-record.ts";
import { checkResidual, mended, openResidual } from "../residual/open-residual.ts";
import { fitsRecord, restore, type Opened, type OpenedPixels } from "./opened.ts";
import { checkPromised, openOriginal } from "../original/original.ts";
import { besideFile } from "../preview/preview.ts";
import { protectors } from "../protection/protectors.ts";
import { nameOf, type PixelsRecord } from "../record/record.ts";
import type { Residual } from "../residual/residual.ts";
import { unlock } from "../header/unlock.ts";

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
  const unlocked = await unlock(content, options.keys, unverified, signal);
  const { header, headerHash, subkeys } = unlocked;
  if (!unlocked.verified) warn("the header's MAC does not match; going on without");
  if (header.protection === "bare" && options.bare !== true) throw bareRefused();
  const cipher = await findCipher(header, options.ciphers);
  checkResidual(header, content, cipher, unverified);
  checkPromised(header, content);
  if (content.preview !== undefined && header.payload === "file") throw besideFile();
  checkGeometry(header, carrier);

  const protector = protectors[header.protection];
  const grid = chunkGrid(header, header);
  if (content.proof.length !== protector.proofBytes(grid.count)) {
    throw new NeuroveilError("broken", {
      expected: `a proof of ${protector.proofBytes(grid.count)} bytes`,
      got: content.proof.length,
    });
  }
  const samples = await readSamples(carrier, { threads, signal });
  stopIfAborted(signal);
  await protector.open(subkeys, grid, headerHash, content.proof, samples);
  stopIfAborted(signal);

  const record = await openRecord(content, unlocked, warn);
  const keyVector = (protector.keyVectorInHeader ? header : record).keyVector ?? new Uint8Array(0);
  if (keyVector.length !== cipher.keyVectorBytes) {
    throw new NeuroveilError("broken", {
      expected: `a key vector of ${cipher.keyVectorBytes} bytes`,
      got: keyVector.length,
    });
  }
  const residual = await openResidual(content, unlocked, { unverified, warn, signal });
  const original = await openOriginal(content, unlocked);
  if (!verifies(header, cipher, residual)) {
    if (!unverified) throw nothingVerifies(cipher);
    warn(
      `nothing shows whether the pixels were changed: ${cipher.id} has no key vector that is long enough`,
    );
  }
  const native = await subkeys.bytes("native", cipher.nativeKey.bytes);
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
      fits: residual === undefined || (await mended(samples, residual, signal)),
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

export async function findCipher(
  header: Header,
  given: readonly Cipher[] | undefined,
): Promise<Cipher> {
  const ids = given?.map(({ id }) => id) ?? cipherIds;
  if (!ids.includes(header.cipher)) {
    throw new NeuroveilError("unsupported", {
      expected: `a cipher of ${ids.join(", ")}`,
      got: header.cipher,
      todo: "use a newer neuroveil",
    });
  }
  const cipher = given?.find(({ id }) => id === header.cipher) ?? (await loadCipher(header.cipher));
  const made = header.weights === undefined ? "" : toHex(header.weights);
  if (made === (cipher.weights ?? "")) return cipher;
  throw new NeuroveilError("weights", {
    expected: `an image made with this package's weights of ${cipher.id}`,
    got: "one made with others",
    todo: "use the neuroveil version that made it",
  });
}

export function checkGeometry(header: Header, { geometry }: Pick<Carrier, "geometry">): void {
  const names = ["width", "height", "channels", "bytesPerSample"] as const;
  const differs = names.find((name) => header[name] !== geometry[name]);
  if (differs === undefined) return;
  throw new NeuroveilError("tampered", {
    expected: `a carrier with ${differs} ${header[differs]}`,
    got: geometry[differs],
    todo: "the cipher image was resized or converted",
  });
}

/**
 * One error for all that is known only after decrypting: which of the checks failed would tell whoever
 * alters an image something of what it decrypts to.
 */
export function tampered(): NeuroveilError {
  return new NeuroveilError("tampered", {
    expected: "pixels that decrypt to what was sealed",
    got: "others",
    todo: "get the file again from its sender",
  });
}

function nothingVerifies({ id, lossless }: Cipher): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "something in the bare image that shows changes",
    got: `none: ${id} has no key vector that is long enough${lossless ? "" : ", and the residual was left out"}`,
    todo: "look at it with --protection bare --unverified (openContainer: unverified), or encrypt it sealed or authenticated",
  });
}

export function bareRefused(): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: "a sealed or authenticated image",
    got: "a bare one, in which changes may go unseen",
    todo: "accept it with --protection bare (openContainer: bare)",
  });
}
