import { loadCodec } from "../codec-packages.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import { readHeicContent } from "./meta.ts";

/**
 * Decodes a HEIC of one picture, turned as it says, to RGB or RGBA of 8 to 16 bits. What it decodes to is
 * libheif's, whose version the origin says.
 */
export async function decodeHeic(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const { metadata, leftovers, depth } = readHeicContent(file);
  settle("HEIC image", leftovers, options);
  const lib = await loadCodec("libheif-js", "a HEIC image", async () => {
    const { default: load } = await import("libheif-js/libheif-wasm/libheif-bundle.mjs");
    return await load();
  });
  const context = lib.heif_context_alloc();
  try {
    const unreadable = (cause?: unknown): Error =>
      damaged("HEIC", "its decoder cannot read it", cause);
    if (lib.heif_context_read_from_memory(context, file).message !== "Success") throw unreadable();
    if (lib.heif_context_get_number_of_top_level_images(context) !== 1) {
      throw keptAsFile("a HEIC image of several pictures", "a HEIC image of one picture");
    }
    const handle = lib.heif_js_context_get_primary_image_handle(context);
    if ("message" in handle) throw unreadable(handle.message);
    const width = lib.heif_image_handle_get_width(handle);
    const height = lib.heif_image_handle_get_height(handle);
    const channels = lib.heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4;
    const size = boundedSize({ width, height, channels, bits: depth }, options);
    const chroma = lib.heif_chroma;
    const [rgb, rgba] =
      depth === 8
        ? [chroma.heif_chroma_interleaved_RGB, chroma.heif_chroma_interleaved_RGBA]
        : [chroma.heif_chroma_interleaved_RRGGBB_BE, chroma.heif_chroma_interleaved_RRGGBBAA_BE];
    const decoded = lib.heif_js_decode_image2(
      handle,
      lib.heif_colorspace.heif_colorspace_RGB,
      channels === 3 ? rgb : rgba,
    );
    if ("message" in decoded) throw unreadable(decoded.message);
    const [channel] = decoded.channels;
    if (channel === undefined || channel.width !== width || channel.height !== height) {
      throw unreadable();
    }
    const data = new Uint8Array(size);
    const rowBytes = size / height;
    for (let y = 0; y < height; y++) {
      data.set(
        channel.data.subarray(y * channel.stride, y * channel.stride + rowBytes),
        y * rowBytes,
      );
    }
    lib.heif_image_release(decoded.image);
    lib.heif_image_handle_release(handle);
    return {
      width,
      height,
      channels,
      bits: depth === 8 ? 8 : channel.bits_per_pixel,
      colour: channels === 3 ? "rgb" : "rgba",
      data,
      metadata: {
        ...metadata,
        origin: { format: "heic", decoder: `libheif ${lib.heif_get_version()} (libheif-js)` },
      },
    };
  } finally {
    lib.heif_context_free(context);
  }
}
