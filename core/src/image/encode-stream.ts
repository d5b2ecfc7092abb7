import { carriesLayout, staysPixels } from "./carried.ts";
import { imageExtension, restorer } from "./encode.ts";
import { bytesPerSample, type Image } from "./image.ts";
import type { StreamEncoder } from "./stream-encoder.ts";

type Shape = Omit<Image, "data">;

/** The length that an offset in a TIFF can have, less what stands beside the samples. */
const mostTiffBytes = 2 ** 32 - 2 ** 29;

/** Why an image cannot be written in parts, in words; undefined where it can. */
export function whyNotStreamed(image: Shape): string | undefined {
  const { width, height, channels, bits, metadata } = image;
  const { png, origin } = metadata;
  if (restorer(image) !== undefined) return `one that comes back as ${origin!.format}`;
  const layout = origin?.layout;
  if (layout !== undefined) {
    const usual =
      layout.pages === 1 && staysPixels(layout) && carriesLayout({ ...image, data: none }, layout);
    if (!usual) return "one of pages or planes";
  }
  if (imageExtension(image) === "tiff") {
    const size = width * height * channels * bytesPerSample(bits);
    return size > mostTiffBytes ? "one that is too long for a TIFF" : undefined;
  }
  if (png?.interlaced === true) return "one that was interlaced";
  return png?.indices === undefined ? undefined : "one whose palette has a colour twice";
}

const none = new Uint8Array();

/** Encodes an image as `encodeImage` does, of those that {@link whyNotStreamed} has nothing against. */
export async function streamEncoder(image: Shape, signal?: AbortSignal): Promise<StreamEncoder> {
  if (imageExtension(image) === "png") {
    const { PngStream } = await import("./png/encode-stream.ts");
    return new PngStream(image, signal);
  }
  const { tiffAround } = await import("./tiff/write.ts");
  return {
    look: () => Promise.resolve(),
    async encode(rows, write) {
      const around = tiffAround(image);
      for (const { at, bytes } of around.pieces) await write(bytes, at);
      let at = around.samplesAt;
      for await (const samples of rows) {
        const stored = around.stored(samples);
        await write(stored, at);
        at += stored.length;
      }
      return around.length;
    },
  };
}
