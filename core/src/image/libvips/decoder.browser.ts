import { loadCodec } from "../codec-packages.ts";
import { letters } from "../letters.ts";
import { keptAsFile } from "../not-pixels.ts";
import { readWebp } from "../riff/chunks.ts";
import { readFeatures } from "../riff/webp-features.ts";
import type { LibvipsDecoder, LibvipsImage } from "./decoder.ts";
import type { Vips } from "./vips.browser.ts";

/**
 * Browsers decode these formats themselves, but hand out samples that were converted to the screen's
 * colours and multiplied with alpha. So WebP is decoded by libwebp, and others by libvips, whose threads
 * want memory that they share.
 */
export const libvips: LibvipsDecoder = {
  open(file, format) {
    return letters(file, 8) === "WEBP" ? openWebp(file, format) : openOther(file, format);
  },
};

interface Decoder {
  decode(file: Uint8Array): ImageData | null;
}

/** The Emscripten factory; the package's own types refer to a namespace that it does not load. */
type Create = (options: { readonly noInitialRun: boolean }) => Promise<Decoder>;

/** Packages that were loaded, or are being loaded. */
let [libwebp, libheif]: [Promise<Decoder>?, Promise<Vips>?] = [];

async function openWebp(file: Uint8Array, format: string): Promise<LibvipsImage> {
  const { chunks } = readWebp(file);
  const { width, height, alpha, ...told } = readFeatures(chunks);
  const content = (type: string): Uint8Array | undefined =>
    chunks.find((chunk) => chunk.type === type)?.data;
  libwebp ??= loadCodec("@jsquash/webp", format, async () => {
    const { default: create } = await import("@jsquash/webp/codec/dec/webp_dec.js");
    return await (create as Create)({ noInitialRun: true });
  });
  libwebp.catch(() => (libwebp = undefined));
  const decoder = await libwebp;
  return {
    width,
    height,
    channels: alpha ? 4 : 3,
    bits: 8,
    depth: 8,
    pages: 1,
    icc: told.icc ? content("ICCP") : undefined,
    exif: told.exif ? content("EXIF") : undefined,
    xmp: told.xmp ? content("XMP ") : undefined,
    versions: { webp: "of @jsquash/webp" },

    async samples() {
      const image = decoder.decode(file);
      if (image === null) throw new Error("libwebp refuses it");
      return alpha ? new Uint8Array(image.data.buffer) : withoutAlpha(image.data);
    },
  };
}

async function openOther(file: Uint8Array, format: string): Promise<LibvipsImage> {
  if (!globalThis.crossOriginIsolated) {
    throw keptAsFile(
      `${format}, which is decoded on pages alone that are cross-origin isolated`,
      "a page with the headers for that",
    );
  }
  libheif ??= loadCodec("wasm-vips", format, async () =>
    (await import("./vips.browser.ts")).loadVips(),
  );
  libheif.catch(() => (libheif = undefined));
  const { vips, versions } = await libheif;
  const image = vips.Image.newFromBuffer(file, "", { fail_on: "truncated" });
  const blob = (name: string): Uint8Array | undefined =>
    image.getTypeof(name) === 0 ? undefined : image.getBlob(name).slice();
  const number = (name: string): number | undefined =>
    image.getTypeof(name) === 0 ? undefined : image.getInt(name);
  const bits = image.format === "uchar" ? 8 : 16;
  return {
    width: image.width,
    height: image.height,
    channels: image.bands,
    bits,
    depth: number("bits-per-sample"),
    pages: number("n-pages") ?? 1,
    exif: blob("exif-data"),
    icc: blob("icc-profile-data"),
    xmp: blob("xmp-data"),
    versions,

    async samples() {
      const raw = image.writeToMemory();
      const data = new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength).slice();
      if (bits === 16) for (let i = 0; i < data.length; i += 2) swap(data, i);
      image.delete();
      return data;
    },
  };
}

/** WebAssembly is little-endian. */
function swap(data: Uint8Array, at: number): void {
  const low = data[at]!;
  data[at] = data[at + 1]!;
  data[at + 1] = low;
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    for (let i = 0; i < 3; i++) rgb[to + i] = rgba[from + i]!;
  }
  return rgb;
}
