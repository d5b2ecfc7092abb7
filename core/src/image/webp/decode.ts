import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle, tailOf, type Leftover } from "../leftover.ts";
import { readWithLibvips } from "../libvips/read.ts";
import { keptAsFile } from "../not-pixels.ts";

/** Chunks that make up the picture, or are kept (RFC 9649, section 2.7). */
const known: ReadonlySet<string> = new Set([
  "VP8 ",
  "VP8L",
  "VP8X",
  "ALPH",
  "ICCP",
  "EXIF",
  "XMP ",
]);

/**
 * Decodes a still WebP to RGB or RGBA of 8 bits. What a lossy one decodes to is libwebp's, whose version
 * the origin says.
 */
export async function decodeWebp(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const chunks = readChunks(file);
  if (chunks.has("ANIM") || chunks.has("ANMF")) {
    throw keptAsFile("an animated WebP image", "a WebP image of one picture");
  }
  settle("WebP", chunks.leftovers, options);
  const lossy = chunks.has("VP8 ");
  return await readWithLibvips(
    file,
    { format: "webp", turned: false, name: "a WebP image" },
    options,
    (versions) => (lossy ? `libwebp ${versions["webp"]}` : undefined),
  );
}

interface Chunks {
  has(type: string): boolean;
  readonly leftovers: readonly Leftover[];
}

function readChunks(file: Uint8Array): Chunks {
  const head = new ByteReader(file, "WebP", { little: true }, 4);
  // Behind the type and the length.
  const end = 8 + head.u32();
  if (end > file.length) throw damaged("WebP", "it is cut short");
  const types = new Set<string>();
  const leftovers: Leftover[] = [];
  const reader = new ByteReader(file.subarray(0, end), "WebP", { little: true }, 12);
  while (reader.left > 0) {
    const type = reader.letters(4);
    const length = reader.u32();
    reader.bytes(length);
    if (length % 2 === 1 && reader.left > 0) reader.at += 1;
    if (known.has(type)) types.add(type);
    else if (type === "ANIM" || type === "ANMF") types.add(type);
    else leftovers.push({ what: `the chunk ${JSON.stringify(type)}`, bytes: length });
  }
  leftovers.push(...tailOf(file.subarray(end), "its end"));
  return { has: (type) => types.has(type), leftovers };
}
