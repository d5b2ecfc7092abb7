import type { Cipher } from "neuroveil/ciphers";
import { chosenPlaces, weakCipher, type Draft } from "./weak-cipher.ts";

/** Sets the lowest bit of every `step`-th byte so often that it is set with probability `share`. */
function bias({ data, random }: Draft, share: number, start: number, step: number): void {
  for (const at of chosenPlaces(random("bias", 4 * data.length), 2 * share - 1))
    if (at % step === start) data[at]! |= 1;
}

/** Samples of the last channel, in places that depend on the image. */
function shuffleLast({ plain, data, raster: { channels }, random }: Draft): void {
  const count = data.length / channels;
  const words = new Uint32Array(random("order", 4 * count).buffer);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = words[i]! % (i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const last = channels - 1;
  for (const [i, from] of order.entries())
    data[i * channels + last] = plain[from * channels + last]!;
}

const lastChannel = [
  weakCipher({
    id: "last-channel-low-bit-0",
    source: "the lowest bit of the last channel is always 0",
    spoil: ({ data, raster: { channels } }) => {
      for (let i = channels - 1; i < data.length; i += channels) data[i]! &= 254;
    },
  }),
  weakCipher({
    id: "last-channel-low-bit-51-percent",
    source: "the lowest bit of the last channel is set with probability 51%",
    spoil: (draft) => bias(draft, 0.51, draft.raster.channels - 1, draft.raster.channels),
  }),
  weakCipher({
    id: "last-channel-permuted",
    source:
      "the samples of the last channel change places only, by an order of key, nonce and image",
    spoil: shuffleLast,
  }),
];

const allChannels = [0.505, 0.52].map((share) =>
  weakCipher({
    id: `low-bits-${100 * share}-percent`,
    source: `the lowest bit of every sample is set with probability ${100 * share}%`,
    spoil: (draft) => bias(draft, share, 0, 1),
  }),
);

export const biasedBits: readonly Cipher[] = [...lastChannel, ...allChannels];
