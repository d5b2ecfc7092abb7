import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import type { Disturbance } from "./disturbance.ts";

/** Encodes an image as JPEG of some quality, decodes it again and returns its samples. */
export type JpegPass = (image: Image, quality: number) => Promise<Uint8Array>;

/**
 * The cipher image through JPEG and back. A codec belongs to the platform, so the caller gives it.
 * Every cipher without loss is expected to fail here: JPEG throws away just what noise consists of.
 *
 * @param quality 1 to 100
 * @param pass where images have 8 bits and one or three channels
 */
export function jpeg(quality: number, pass: JpegPass): Disturbance {
  return {
    id: `jpeg-${quality}`,
    kind: "jpeg",
    level: quality,
    apply: async (image) => {
      const samples = await pass(image, quality);
      if (samples.length !== image.data.length)
        throw new NeuroveilError("usage", {
          of: '"pass"',
          expected: `to return ${image.data.length} samples`,
          got: samples.length,
          todo: "it must keep size and channels",
        });
      image.data.set(samples);
    },
  };
}
