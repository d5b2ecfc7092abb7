import { createCipheriv } from "node:crypto";
import type { Image } from "neuroveil/image";

/**
 * Reproducible images of independent uniform samples, the output of an ideal cipher: the AES-256-CTR
 * keystream of a fixed key, image after image.
 *
 * @param seed 0 to 2^31 - 1
 */
export function* idealImages(
  seed: number,
  shape: { width: number; height: number; channels?: number; bits?: 8 | 16 },
): Generator<Image, never> {
  const { width, height, channels = 1, bits = 8 } = shape;
  const key = Buffer.alloc(32);
  key.writeInt32BE(seed);
  const keystream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  const zeros = Buffer.alloc(width * height * channels * (bits / 8));
  const colour = (["gray", "gray-alpha", "rgb", "rgba"] as const)[channels - 1] ?? "rgba";
  for (;;) {
    const data = new Uint8Array(keystream.update(zeros));
    yield { width, height, channels, bits, colour, data, metadata: {} };
  }
}

/** The next value of a generator that never ends. */
export function next(images: Generator<Image, never>): Image {
  return images.next().value;
}
