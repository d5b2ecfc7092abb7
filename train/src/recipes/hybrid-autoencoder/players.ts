import { slice } from "@neuroveil/autodiff";
import type { Autoencoder } from "../../families/autoencoder/players.ts";
import { adversary } from "./adversary.ts";
import { decode, encode } from "./network.ts";
import { toPatches } from "./patches.ts";
import { sideOf, type Setting } from "./settings.ts";

export const autoencoder: Autoencoder<Setting> = {
  side: sideOf,
  keyShape: ({ keyBytes }) => [keyBytes],
  encode,
  decode,
  adversary,
  // Every fourth patch: of each place in a patch, as many samples.
  sampled: (cipher) => {
    const patches = toPatches(cipher);
    return slice(patches, [0, 0, 0, 0], patches.shape, [1, 1, 2, 2]);
  },
};
