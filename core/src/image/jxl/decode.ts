import { loadOxide } from "#jxl-oxide";
import { loadCodec } from "../codec-packages.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import { decodeAnimation } from "./animation.ts";
import { readJxl } from "./container.ts";
import { readDrawing } from "./drawing.ts";
import { readHeader } from "./header.ts";
import { told, withImage } from "./render.ts";

/** The decoder computes in 32 bits a sample, in the 4 GiB that a module can have. */
const mostSamples = 2 ** 27;

/**
 * Decodes a JPEG XL image, turned as it says, to gray or RGB with or without alpha, of 1 to 16 bits; each
 * frame of an animation becomes a page. What a lossy one decodes to is jxl-oxide's, whose version the
 * origin says.
 */
export async function decodeJxl(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const content = readJxl(file);
  const { codestream, metadata, leftovers } = content;
  const header = readHeader(codestream);
  const { width, height, bits, alpha, animation } = header;
  // Of gray ones it is less.
  boundedSize({ width, height, channels: alpha ? 4 : 3, bits }, options);
  if (4 * width * height > mostSamples) {
    throw keptAsFile(
      `a JPEG XL image of ${width} x ${height}`,
      `at most ${mostSamples / 4} pixels`,
    );
  }
  const oxide = await loadCodec("jxl-oxide-wasm", "a JPEG XL image", loadOxide);
  if (animation !== undefined) {
    return await decodeAnimation(oxide, content, { ...header, animation }, options);
  }
  settle("JPEG XL image", leftovers, options);
  const png = await withImage(oxide, codestream, none, async (image) =>
    told(() => image.render().encodeToPng()),
  );
  const picture = await readDrawing(png, header, options.signal);
  const origin = { format: "jxl", decoder: `jxl-oxide ${oxide.version()}` };
  return { ...picture, metadata: { ...metadata, ...picture.metadata, origin } };
}

function none(): void {}
