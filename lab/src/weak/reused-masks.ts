import type { Cipher } from "neuroveil/ciphers";
import { weakCipher, type Draft } from "./weak-cipher.ts";

/** XORs a mask that is read again from its beginning after every `period` bytes. */
function addAgain({ plain, data, random }: Draft, period: number): void {
  const mask = random("mask", period);
  for (let i = 0; i < data.length; i++) data[i] = plain[i]! ^ mask[i % period]!;
}

const side = 16;

export const reusedMasks: readonly Cipher[] = [
  weakCipher({
    id: "one-mask-for-all-channels",
    source: "all channels of a pixel have the same mask",
    spoil: ({ plain, data, raster: { channels }, random }) => {
      const mask = random("mask", data.length / channels);
      for (let i = 0; i < data.length; i++) data[i] = plain[i]! ^ mask[Math.floor(i / channels)]!;
    },
  }),
  weakCipher({
    id: "upper-mask-again-below",
    source: "the mask of the upper half is used again below",
    spoil: (draft) => addAgain(draft, Math.ceil(draft.data.length / 2)),
  }),
  weakCipher({
    id: "mask-rows-every-8",
    source: "the mask's rows are used again every 8 rows",
    spoil: (draft) => addAgain(draft, 8 * draft.raster.width * draft.raster.channels),
  }),
  weakCipher({
    id: "mask-of-the-sum",
    source: "the mask depends on key, nonce and the sum of the samples modulo 256",
    spoil: ({ plain, data, randomOf }) => {
      const sum = plain.reduce((total, sample) => (total + sample) & 255, 0);
      const mask = randomOf("sum", Uint8Array.of(sum), data.length);
      for (let i = 0; i < data.length; i++) data[i] = plain[i]! ^ mask[i]!;
    },
  }),
  weakCipher({
    id: "codebook-16x16",
    source: "blocks of 16×16 pixels are encrypted alone, equal ones alike",
    spoil: ({ plain, data, raster: { width, height, channels }, randomOf }) => {
      for (let top = 0; top < height; top += side)
        for (let left = 0; left < width; left += side) {
          const rows = Math.min(side, height - top);
          const bytes = Math.min(side, width - left) * channels;
          const starts = Array.from(
            { length: rows },
            (_, y) => ((top + y) * width + left) * channels,
          );
          const block = new Uint8Array(rows * bytes);
          for (const [y, start] of starts.entries())
            block.set(plain.subarray(start, start + bytes), y * bytes);
          const mask = randomOf("block", block, block.length);
          for (const [y, start] of starts.entries())
            for (let i = 0; i < bytes; i++)
              data[start + i] = block[y * bytes + i]! ^ mask[y * bytes + i]!;
        }
    },
  }),
];
