import { Random, type Variables } from "@neuroveil/autodiff";
import { pearson } from "@neuroveil/lab/statistics";
import { fastLayers } from "neuroveil/internal/kernels";
import { decodeHybrid, encodeHybrid, type HybridAutoencoder } from "neuroveil/internal/networks";
import { Notes } from "../../families/autoencoder/notes.ts";
import { openGuess, type Guesser } from "../../families/autoencoder/open-guess.ts";
import { meanColour, minus, planesOf } from "../../families/autoencoder/planes.ts";
import { randomCrop } from "../../data/crops.ts";
import type { Examples } from "../../data/examples.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { adversary } from "./adversary.ts";
import { differingPart, noteByStep } from "./by-step.ts";
import { sideOf } from "./settings.ts";

/**
 * What the integer network does on held-out pictures, each under a random key: quality under the right
 * key and a wrong one, also by position; of the adversary's guess and of the mean colour; how much of
 * the cipher image depends on the key and on one sample; what a key used twice gives away; and the
 * usual statistics of the cipher image.
 *
 * @param variables hold those of the attacker, who is the adversary of the training when none is given
 */
export async function measureNetwork(
  settings: Settings<Setting>,
  network: HybridAutoencoder,
  variables: Variables,
  { heldOut }: Examples,
  attacker: Guesser = adversary,
): Promise<readonly Figure[]> {
  const { measured, keyBytes } = settings;
  const side = sideOf(settings);
  const random = Random.fromText("measure");
  const guess = await openGuess(side, variables, attacker);
  const engine = await fastLayers();
  const notes = new Notes();
  for (let i = 0; i < measured; i++) {
    const crop = (picture: number): Uint8Array =>
      randomCrop(heldOut[picture % heldOut.length]!, side, random);
    const square = crop(i);
    const plain = planesOf(square, side);
    const [key, wrongKey] = [0, 1].map(() =>
      Uint8Array.from({ length: keyBytes }, () => random.below(256)),
    ) as [Uint8Array, Uint8Array];
    const cipher = encodeHybrid(network, plain, key, engine);
    const right = decodeHybrid(network, cipher, key, engine);
    const wrong = decodeHybrid(network, cipher, wrongKey, engine);
    notes.quality("right-key", plain, right);
    notes.quality("wrong-key", plain, wrong);
    notes.quality("adversary", plain, await guess.run(cipher));
    notes.quality("mean-colour", plain, meanColour(plain));
    noteByStep(notes, {
      plain,
      ciphers: [cipher, encodeHybrid(network, plain, wrongKey, engine)],
      decrypted: [right, wrong],
    });

    const flipped = key.slice();
    flipped[random.below(keyBytes)]! ^= 1 << random.below(8);
    const underFlipped = encodeHybrid(network, plain, flipped, engine);
    notes.note("one-key-bit-differs", differingPart(cipher, underFlipped));
    const changed = square.slice();
    changed[random.below(changed.length)]! ^= 1;
    const ofChanged = encodeHybrid(network, planesOf(changed, side), key, engine);
    notes.note("one-sample-differs", differingPart(cipher, ofChanged));

    const other = planesOf(crop(i + 1), side);
    const otherCipher = encodeHybrid(network, other, key, engine);
    notes.note("reused-key", Math.abs(pearson(minus(cipher, otherCipher), minus(plain, other))));
    notes.cipherImage(cipher);
  }
  await guess.release();
  return notes.figures();
}
