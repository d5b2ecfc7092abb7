import { fastConvolvePlanes } from "../../kernels/planes/planes-kernel.ts";
import { ganPerturbationWeights } from "../../networks/generated/gan-perturbation-weights.ts";
import {
  perturbation,
  perturbationBytes,
  readPerturbationGenerator,
  seedBytes,
  tileSeed,
  type PerturbationGenerator,
} from "../../networks/trained/perturbation-generator.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import type { Cipher } from "../cipher.ts";
import type { Pace } from "../kinds/pace.ts";
import { wholeImage } from "../kinds/whole-image.ts";

/** SHA-256 of the weights that ship with this version. */
const weightsHash = "670eeb4d01ba0217c4f5e15299d8062855f4bc193d169aa7fd8c413c23bae3a9";

let shipped: Promise<PerturbationGenerator> | undefined;

async function loadGenerator(): Promise<PerturbationGenerator> {
  return readPerturbationGenerator(await pinnedFile(ganPerturbationWeights, weightsHash));
}

/** Adds the perturbations of the tiles to the bytes modulo 256, or takes them away. */
async function addPerturbations(
  data: Uint8Array,
  z: Uint8Array,
  sign: 1 | -1,
  pace: Pace,
): Promise<void> {
  const generator = await (shipped ??= loadGenerator());
  const convolve = await fastConvolvePlanes();
  for (let from = 0; from < data.length; from += perturbationBytes) {
    const mask = perturbation(generator, tileSeed(z, from / perturbationBytes), convolve);
    const to = Math.min(from + perturbationBytes, data.length);
    for (let i = from; i < to; i++) data[i]! += sign * mask[i - from]!;
    if (to < data.length) await pace(to / data.length);
  }
}

/** A generator trained against a discriminator; its output, which ignores the image, is added to it. */
export const ganPerturbation: Cipher = {
  ...wholeImage({
    id: "gan-perturbation",
    family: "gan",
    status: "known-weak",
    source:
      "the survey of four networks, section 2.4 (1): adversarial perturbation; weak: an additive stream that ignores the image, of a smooth generator: a z next to the right one decrypts most bytes, and the mask is not uniform",
    parameters: { tileBytes: perturbationBytes, layers: 3, seed: "4 planes of 8 x 8" },
    nativeKey: {
      bytes: seedBytes,
      description:
        "z: 4 planes of 8 x 8 bytes, step 1; keys next to one another give nearly the same mask",
    },
    keySpace: "2^(8 * 256) values of z, far fewer in effect: near ones are equivalent",
    encryptBytes: (data, key, pace) => addPerturbations(data, key, 1, pace),
    decryptBytes: (data, key, _keyVector, pace) => addPerturbations(data, key, -1, pace),
  }),
  weights: weightsHash,
};
