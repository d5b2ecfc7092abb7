import { Random } from "@neuroveil/autodiff";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import {
  perturbation,
  perturbationBytes,
  seedBytes,
  tileSeed,
  type PerturbationGenerator,
} from "neuroveil/internal/networks";
import { Notes } from "../../families/autoencoder/notes.ts";
import { meanColour, planesOf } from "../../families/autoencoder/planes.ts";
import { randomCrop } from "../../data/crops.ts";
import type { Picture } from "../../data/planes.ts";
import type { Figure } from "../../recipe.ts";
import { side } from "./players.ts";

const planes = 3;

/**
 * What the integer generator does on held-out pictures, a tile a plane, each under a random z: the usual
 * statistics of the cipher image, and what a z next to the right one gives back, of which a single byte
 * is one step off: quality, and the part of bytes that are right (1/256 by chance). An unrelated z and
 * the mean colour stand beside it.
 */
export async function measureGenerator(
  generator: PerturbationGenerator,
  heldOut: readonly Picture[],
  measured: number,
): Promise<readonly Figure[]> {
  const random = Random.fromText("measure");
  const convolve = await fastConvolvePlanes();
  const notes = new Notes();
  const drawn = (): Uint8Array => Uint8Array.from({ length: seedBytes }, () => random.below(256));
  const masked = (bytes: Uint8Array, z: Uint8Array, sign: 1 | -1): Uint8Array => {
    const out = bytes.slice();
    for (let tile = 0; tile < planes; tile++) {
      const mask = perturbation(generator, tileSeed(z, tile), convolve);
      for (const [i, byte] of mask.entries()) out[tile * perturbationBytes + i]! += sign * byte;
    }
    return out;
  };
  const right = (one: Uint8Array, other: Uint8Array): number =>
    one.reduce((sum, byte, i) => sum + (byte === other[i] ? 1 : 0), 0) / one.length;
  for (let i = 0; i < measured; i++) {
    const plain = randomCrop(heldOut[i % heldOut.length]!, side, random);
    const z = drawn();
    const cipher = masked(plain, z, 1);
    const near = z.slice();
    near[random.below(seedBytes)]! += 1;
    const [nearly, wrong] = [masked(cipher, near, -1), masked(cipher, drawn(), -1)];
    const image = planesOf(plain, side);
    notes.quality("near-z", image, planesOf(nearly, side));
    notes.note("near-z-right-bytes", right(plain, nearly));
    notes.quality("wrong-z", image, planesOf(wrong, side));
    notes.note("wrong-z-right-bytes", right(plain, wrong));
    notes.quality("mean-colour", image, meanColour(image));
    notes.cipherImage(planesOf(cipher, side));
  }
  return notes.figures();
}
