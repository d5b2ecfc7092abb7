import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { BitNetwork } from "./bit-network.ts";
import { randomImage, withData } from "./random-image.ts";

/** Cipher images of each kind that the network learns from, and games that it then plays. */
const [lessons, games] = [100, 200] as const;
const epochs = 12;
/** Width and height of the images, in pixels: 1,024 bytes. */
const side = 32;
const lags = 64;

/**
 * The game of chosen plaintext: the attacker names two images, sees the cipher image of one of them, and
 * says which. What to look at, a network finds out on cipher images that the attacker asked for before.
 */
export const learnedDistinguisher: Attack = {
  id: "learned-distinguisher",
  question:
    "Can a network that saw cipher images of two chosen pictures tell which one a new one is of?",
  source:
    "indistinguishability under chosen plaintext (Goldwasser and Micali 1984; Bellare et al. 1997), with a network as the distinguisher",
  setting: "as-used",
  needs: ["chosen images"],
  controls: { falls: "aes-256-ecb", stands: "aes-256-ctr" },
  async run(oracle, { random, signal, onProgress }) {
    const blank: Image = {
      width: side,
      height: side,
      channels: 1,
      bits: 8,
      colour: "gray",
      data: new Uint8Array(side * side),
      metadata: {},
    };
    const chosen = [withData(blank, blank.data), randomImage(blank, random)];
    const see = async (which: number): Promise<Float32Array> => {
      signal?.throwIfAborted();
      return statistics((await oracle.encrypt(chosen[which]!)).image.data);
    };
    const inputs: Float32Array[] = [];
    const targets: Float32Array[] = [];
    for (let i = 0; i < 2 * lessons; i++) {
      inputs.push(await see(i % 2));
      targets.push(Float32Array.of(i % 2));
      onProgress?.(i / (2 * lessons + games));
    }
    const network = new BitNetwork(inputs[0]!.length, random, 1);
    network.train(inputs, targets, epochs);
    let successes = 0;
    for (let i = 0; i < games; i++) {
      const which = random.below(2);
      const [probability] = network.predict(await see(which));
      if (Math.round(probability!) === which) successes++;
      onProgress?.((2 * lessons + i) / (2 * lessons + games));
    }
    return {
      successes,
      trials: games,
      chance: 0.5,
      sentence: `a network that had seen ${2 * lessons} cipher images of a black and a noisy picture told ${successes} of ${games} others`,
    };
  },
};

/** How often every byte occurs and equals the one so many places before; about standard normal for noise. */
function statistics(data: Uint8Array): Float32Array {
  const found = new Float32Array(256 + lags);
  for (const byte of data) found[byte]!++;
  for (let lag = 1; lag <= lags; lag++)
    for (let i = lag; i < data.length; i++) if (data[i] === data[i - lag]) found[255 + lag]!++;
  const mean = data.length / 256;
  return found.map((count) => Math.max(-8, Math.min(8, (count - mean) / Math.sqrt(mean))));
}
