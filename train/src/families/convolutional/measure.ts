import { Random, type Variables } from "@neuroveil/autodiff";
import { pearson } from "@neuroveil/lab/statistics";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import {
  runAutoencoderHalf,
  type AutoencoderHalf,
  type ConvAutoencoder,
  type Planes,
} from "neuroveil/internal/networks";
import { Notes } from "../autoencoder/notes.ts";
import { openGuess, type Guesser } from "../autoencoder/open-guess.ts";
import { meanColour, minus, planesOf } from "../autoencoder/planes.ts";
import { randomCrop } from "../../data/crops.ts";
import type { Examples } from "../../data/examples.ts";
import type { Figure, Settings } from "../../recipe.ts";
import { adversary } from "./players.ts";

/**
 * What the integer network does on held-out pictures, each under a random key: quality under the right
 * key, under a wrong one, of the adversary's guess and of the mean colour, what a key used twice gives
 * away, and the usual statistics of the cipher image.
 *
 * @param variables hold those of the attacker, who is the adversary of the training when none is given
 */
export async function measureNetwork(
  settings: Settings<"side" | "keyPlanes" | "measured">,
  network: ConvAutoencoder,
  variables: Variables,
  { heldOut }: Examples,
  attacker: Guesser = adversary,
): Promise<readonly Figure[]> {
  const { side, keyPlanes, measured } = settings;
  const random = Random.fromText("measure");
  const guess = await openGuess(side, variables, attacker);
  const convolve = await fastConvolvePlanes();
  const run = (half: AutoencoderHalf, x: Planes, keys: Planes): Planes =>
    runAutoencoderHalf(half, x, keys, convolve);
  const notes = new Notes();
  for (let i = 0; i < measured; i++) {
    const square = randomCrop(heldOut[i % heldOut.length]!, side, random);
    const plain = planesOf(square, side);
    const [keys, wrongKeys] = [0, 1].map(() => keyPlanesOf(random, keyPlanes, side)) as [
      Planes,
      Planes,
    ];
    const cipher = run(network.encoder, plain, keys);
    notes.quality("right-key", plain, run(network.decoder, cipher, keys));
    notes.quality("wrong-key", plain, run(network.decoder, cipher, wrongKeys));
    notes.quality("adversary", plain, await guess.run(cipher));
    notes.quality("mean-colour", plain, meanColour(plain));
    const other = planesOf(randomCrop(heldOut[(i + 1) % heldOut.length]!, side, random), side);
    const otherCipher = run(network.encoder, other, keys);
    notes.note("reused-key", Math.abs(pearson(minus(cipher, otherCipher), minus(plain, other))));
    notes.cipherImage(cipher);
  }
  await guess.release();
  return notes.figures();
}

function keyPlanesOf(random: Random, count: number, side: number): Planes {
  return planesOf(
    Uint8Array.from({ length: count * side ** 2 }, () => random.below(256)),
    side,
  );
}
