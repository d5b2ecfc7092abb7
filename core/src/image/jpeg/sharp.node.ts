import type { Sharp } from "sharp";
import { NeuroveilError } from "../../errors.ts";
import { payload } from "../../words.ts";

type SharpModule = typeof import("sharp").default;

let sharp: SharpModule | undefined;

/**
 * Loads sharp, when it is needed: that takes longer than encrypting a small PNG.
 * @throws NeuroveilError "unsupported" where it is not installed or has no binary for this machine
 */
export async function loadSharp(): Promise<SharpModule> {
  try {
    sharp ??= (await import("sharp")).default;
    return sharp;
  } catch (cause) {
    throw new NeuroveilError("unsupported", {
      expected: "the package sharp, which decodes JPEG",
      got: `none for ${process.platform} ${process.arch}`,
      todo: ["install it there, or use ", payload("file")],
      cause,
    });
  }
}

/**
 * The samples of a JPEG of 1, 3 or 4 components, as `JpegDecoder.decode` defines them. Once sharp is
 * loaded, decoding has begun when this returns. Of damaged data it makes something up: whether there
 * are any, `checkBlocks` tells.
 * @throws Error when the file ends too early, or libjpeg refuses it
 */
export async function decodeWithSharp(file: Uint8Array, components: number): Promise<Uint8Array> {
  const loaded = sharp ?? (await loadSharp());
  return await samples(nativeColours[components]!(open(loaded, file)));
}

/**
 * Does `load`, after which another thread has loaded sharp as well. That sets what sharp holds for the
 * whole process back to its defaults; here the program's own settings return.
 */
export async function keepingSettings<T>(load: () => Promise<T>): Promise<T> {
  const loaded = await loadSharp();
  const threads = loaded.concurrency();
  const { memory, files, items } = loaded.cache();
  try {
    return await load();
  } finally {
    loaded.concurrency(threads);
    loaded.cache({ memory: memory.max, files: files.max, items: items.max });
  }
}

/** Decodings under way with two threads, and how many there were before them. */
let underWay = 0;
let usual = 0;

/**
 * Does `decode` with two threads of libvips, one that decodes and one that fetches memory and fills it;
 * on most Linux systems sharp would have one do both. A setting of the process as well, which returns
 * afterwards, unless somebody else has changed it meanwhile.
 */
export async function withTwoThreads<T>(decode: () => Promise<T>): Promise<T> {
  const loaded = await loadSharp();
  if (underWay++ === 0) {
    usual = loaded.concurrency();
    if (usual < 2) loaded.concurrency(2);
  }
  try {
    return await decode();
  } finally {
    if (--underWay === 0 && usual < 2 && loaded.concurrency() === 2) loaded.concurrency(usual);
  }
}

/** Keeps sharp from converting: by default it makes everything RGB. */
const nativeColours: Readonly<Record<number, (image: Sharp) => Sharp>> = {
  1: (image) => image.toColourspace("b-w"),
  3: (image) => image,
  4: (image) => image.pipelineColourspace("cmyk").toColourspace("cmyk"),
};

function open(loaded: SharpModule, file: Uint8Array): Sharp {
  // Warnings as errors would be no safety: libvips collects those of all threads in one place, so that
  // one file is refused for another's. Pixels are bounded by the caller; a profile would be applied.
  return loaded(file, { failOn: "truncated", limitInputPixels: false, ignoreIcc: true });
}

/**
 * sharp's samples, in a turn of the event loop of their own: whatever follows in the turn in which
 * sharp hands them over runs inside of its callback, which keeps them alive, and they would outlive
 * the first garbage collections though nobody needs them any more.
 */
async function samples(image: Sharp): Promise<Uint8Array> {
  const { buffer, byteOffset, byteLength } = await image.raw().toBuffer();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  // A plain view, because the methods of a Node Buffer differ.
  return new Uint8Array(buffer, byteOffset, byteLength);
}
