import type { Cipher } from "neuroveil/ciphers";
import { chosenPlaces, weakCipher } from "./weak-cipher.ts";

/** One bit of some samples, at places that depend on the key alone. */
const bits = [1 / 10_000, 1 / 100].map((share) =>
  weakCipher({
    id: `leaked-bit-${1 / share}`,
    source: `the highest bit of one sample in ${1 / share} in clear, at fixed places`,
    spoil: ({ plain, data, fixed }) => {
      for (const at of chosenPlaces(fixed("places", 4 * data.length), share))
        data[at] = (data[at]! & 127) | (plain[at]! & 128);
    },
  }),
);

/** Whole samples, likewise. */
const samples = [0.001, 0.01].map((share) =>
  weakCipher({
    id: `clear-samples-${100 * share}-percent`,
    source: `${100 * share}% of the samples in clear`,
    spoil: ({ plain, data, fixed }) => {
      for (const at of chosenPlaces(fixed("places", 4 * data.length), share)) data[at] = plain[at]!;
    },
  }),
);

const planes = (
  [
    ["lowest", 1],
    ["highest", 128],
  ] as const
).map(([name, plane]) =>
  weakCipher({
    id: `${name}-plane-clear`,
    source: `the ${name} plane of bits in clear`,
    spoil: ({ plain, data }) => {
      for (let i = 0; i < data.length; i++) data[i] = (data[i]! & ~plane) | (plain[i]! & plane);
    },
  }),
);

export const leaks: readonly Cipher[] = [...bits, ...samples, ...planes];
