import { asFile } from "../../errors.ts";
import { NotPixels } from "../not-pixels.ts";
import type { LibvipsDecoder, LibvipsImage } from "./decoder.ts";

export const libvips: LibvipsDecoder = { open };

async function open(file: Uint8Array, format: string): Promise<LibvipsImage> {
  const sharp = await load(format);
  // As for JPEG: pixels are bounded by the caller; a profile would be applied.
  const image = sharp(file, { failOn: "truncated", limitInputPixels: false, ignoreIcc: true });
  const { width, height, space, channels, depth, bitsPerSample, pages, exif, icc, xmp } =
    await image.metadata();
  const bits = depth === "uchar" ? 8 : 16;
  return {
    width,
    height,
    channels,
    bits,
    depth: bitsPerSample,
    pages: pages ?? 1,
    exif: plain(exif),
    icc: plain(icc),
    xmp: plain(xmp),
    versions: { ...sharp.versions },

    async samples() {
      const raw = image.toColourspace(space).raw({ depth: bits === 8 ? "uchar" : "ushort" });
      const data = plain(await raw.toBuffer());
      // In a turn of the event loop of their own, so that they do not outlive their use: as in jpeg/.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      // The processor's order, which is little-endian wherever sharp has a binary but for s390x.
      if (bits === 16 && littleEndian)
        Buffer.from(data.buffer, data.byteOffset, data.length).swap16();
      return data;
    },
  };
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

async function load(format: string): Promise<typeof import("sharp").default> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    const got = `none for ${process.platform} ${process.arch}`;
    throw new NotPixels(
      "unsupported",
      { expected: `the package sharp, which decodes ${format}`, got, todo: asFile, cause },
      `${format}, which only the package sharp decodes`,
    );
  }
}

/** A plain view, because the methods of a Node Buffer differ. */
function plain(buffer: Uint8Array): Uint8Array;
function plain(buffer: Uint8Array | undefined): Uint8Array | undefined;
function plain(buffer: Uint8Array | undefined): Uint8Array | undefined {
  return buffer && new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
