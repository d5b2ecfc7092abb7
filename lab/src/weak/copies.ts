import type { Cipher } from "neuroveil/ciphers";
import { chosenPlaces, weakCipher } from "./weak-cipher.ts";

const lag = 2;

/** Samples that repeat those two rows below and two columns to the left. */
export const copies: readonly Cipher[] = [0.02, 0.2].map((share) =>
  weakCipher({
    id: `diagonal-copies-${100 * share}-percent`,
    source: `${100 * share}% of the samples are copies of those two rows below, two columns to the left`,
    spoil: ({ raster: { width, height, channels }, data, random }) => {
      const from = data.slice();
      for (const at of chosenPlaces(random("places", 4 * data.length), share)) {
        const pixel = Math.floor(at / channels);
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        if (x >= lag && y + lag < height) data[at] = from[at + (lag * width - lag) * channels]!;
      }
    },
  }),
);
