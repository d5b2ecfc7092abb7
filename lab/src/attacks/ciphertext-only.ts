import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { randomImage, withData } from "./random-image.ts";

const games = 150;

/**
 * Who sees two cipher images, one of a flat image and one of noise, must not be able to say which is
 * which. The one that looks less like noise is said to be the flat one.
 */
export const ciphertextOnly: Attack = {
  id: "ciphertext-only",
  question: "Can the cipher image of a flat image be told from that of noise by looking at it?",
  source: "indistinguishability with statistics that image papers use, and repeated blocks",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "aes-256-ecb", stands: "aes-256-ctr" },
  async run(oracle, { scene, random, signal, onProgress }) {
    let successes = 0;
    for (let game = 0; game < games; game++) {
      signal?.throwIfAborted();
      const flat = withData(scene, new Uint8Array(scene.data.length).fill(random.below(256)));
      const [ofFlat, ofNoise] = [flat, randomImage(scene, random)];
      const [a, b] = [await oracle.encrypt(ofFlat), await oracle.encrypt(ofNoise)];
      const [flatScore, noiseScore] = [strangeness(a.image), strangeness(b.image)];
      // Equal scores are decided by a coin, so that the game is fair.
      if (flatScore === noiseScore ? random.below(2) === 1 : flatScore > noiseScore) successes++;
      onProgress?.((game + 1) / games);
    }
    return {
      successes,
      trials: games,
      chance: 0.5,
      sentence: `of ${games} pairs of cipher images, of a flat image and of noise, ${successes} were told apart by histogram, neighbours and repeated blocks`,
    };
  },
};

/** The largest of some statistics, in standard deviations of what noise has. */
function strangeness({ width, channels, data }: Image): number {
  const n = data.length;
  const counts = new Uint32Array(256);
  for (const byte of data) counts[byte]!++;
  const expected = n / 256;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const scores = [Math.abs(chiSquare - 255) / Math.sqrt(510)];
  for (const lag of [1, channels, width * channels]) {
    let equal = 0;
    for (let i = lag; i < n; i++) if (data[i] === data[i - lag]) equal++;
    const mean = (n - lag) / 256;
    scores.push(Math.abs(equal - mean) / Math.sqrt(mean));
  }
  // Any repeated block outweighs what chance gives the others.
  return Math.max(...scores) + 10 * repeatedBlocks(data);
}

function repeatedBlocks(data: Uint8Array): number {
  const blockBytes = 8;
  const seen = new Set<string>();
  let repeated = 0;
  for (let at = 0; at + blockBytes <= data.length; at += blockBytes) {
    const block = data.subarray(at, at + blockBytes).join();
    if (seen.has(block)) repeated++;
    seen.add(block);
  }
  return repeated;
}
