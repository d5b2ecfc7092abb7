import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";
import type { Attack, Setup } from "./attack.ts";
import { BitNetwork } from "./bit-network.ts";
import type { Oracle } from "./oracle.ts";
import { withData } from "./random-image.ts";

/** Images of 16 bytes, a block of AES: 128 bits, each of which may depend on each. */
const [width, height] = [4, 4];
const size = width * height;
const bits = 8 * size;
const known = 1200;
const unknown = 100;
const epochs = 16;
const resamples = 10_000;

/** A network that learns to decrypt from pairs, judged on images that it has not seen. */
export const neuralKnownPlaintext: Attack = {
  id: "neural-known-plaintext",
  question: "Can a network that saw pairs of plain and cipher images decrypt others?",
  source:
    "networks trained on pairs, as papers on learned ciphers try them; here on bits and places, and beside the same network on shuffled pairs",
  setting: "nonce-reused",
  needs: ["known images"],
  controls: { falls: "permutation-only", stands: "conv-multi" },
  async run(oracle, setup) {
    const { right, gain, network } = await learnToDecrypt(oracle, setup);
    const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
    return {
      successes: right,
      trials: unknown * bits,
      chance: 0.5,
      sentence: `a network that saw ${known} pairs told ${percent(right / (unknown * bits))} of the bits of ${unknown} others; its error is less than that of one trained on shuffled pairs by ${percent(gain.value)} (99%: ${percent(gain.low)} to ${percent(gain.high)})`,
      recovered: await decryptScene(oracle, network, setup.scene),
    };
  },
};

/** What a trained attacker is worth. */
export interface Learned {
  /** Of the bits of images that it had not seen, those that it told. */
  readonly right: number;
  /** Bits of those images. */
  readonly tried: number;
  /**
   * Part of the squared error of bytes that it saves beside the same network trained on shuffled
   * pairs; the interval is a bootstrap over images, of 99%.
   */
  readonly gain: { readonly value: number; readonly low: number; readonly high: number };
  readonly network: BitNetwork;
}

/**
 * Trains a network on pairs of one oracle, and the same on shuffled pairs, and tries both.
 * @param options `pairs` that it learns from; default 1200
 */
export async function learnToDecrypt(
  oracle: Oracle,
  {
    random,
    pairs = known,
    signal,
    onProgress,
  }: Pick<Setup, "random" | "signal" | "onProgress"> & { readonly pairs?: number },
): Promise<Learned> {
  const plain: Uint8Array[] = [];
  const cipher: Float32Array[] = [];
  for (let i = 0; i < pairs + unknown; i++) {
    signal?.throwIfAborted();
    const data = Uint8Array.from({ length: size }, () => random.below(256));
    plain.push(data);
    cipher.push(signs((await oracle.encrypt(imageOf(data))).image.data));
    onProgress?.(i / 2 / (pairs + unknown));
  }
  const targets = plain.slice(0, pairs).map(bitsOf);
  const trained = (order: readonly number[]): BitNetwork => {
    const network = new BitNetwork(bits, random);
    network.train(
      cipher.slice(0, pairs),
      order.map((i) => targets[i]!),
      epochs,
    );
    return network;
  };
  const network = trained(targets.map((_, i) => i));
  onProgress?.(0.75);
  // Every cipher image beside the plain image of the next.
  const blind = trained(targets.map((_, i) => (i + 1) % pairs));
  let right = 0;
  const errors: (readonly [own: number, blind: number])[] = [];
  for (let i = pairs; i < pairs + unknown; i++) {
    const own = network.predict(cipher[i]!);
    const truth = bitsOf(plain[i]!);
    for (let k = 0; k < bits; k++) if (Math.round(own[k]!) === truth[k]) right++;
    errors.push([squaredError(own, plain[i]!), squaredError(blind.predict(cipher[i]!), plain[i]!)]);
  }
  return { right, tried: unknown * bits, gain: bootstrap(errors, random), network };
}

function bootstrap(
  errors: readonly (readonly [own: number, blind: number])[],
  random: Random,
): Learned["gain"] {
  const gainOf = (sample: readonly (readonly [number, number])[]): number => {
    let [own, blind] = [0, 0];
    for (const [a, b] of sample) {
      own += a;
      blind += b;
    }
    return 1 - own / blind;
  };
  const gains = Float64Array.from({ length: resamples }, () =>
    gainOf(errors.map(() => errors[random.below(errors.length)]!)),
  ).toSorted();
  const at = (share: number): number => gains[Math.round(share * (resamples - 1))]!;
  return { value: gainOf(errors), low: at(0.005), high: at(0.995) };
}

/** Of the expected bytes. */
function squaredError(probabilities: Float32Array, truth: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let expected = 0;
    for (let k = 0; k < 8; k++) expected += probabilities[8 * i + k]! * 2 ** k;
    sum += (expected - truth[i]!) ** 2;
  }
  return sum;
}

function bitsOf(bytes: Uint8Array): Float32Array {
  return Float32Array.from({ length: bits }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1);
}

function signs(bytes: Uint8Array): Float32Array {
  return bitsOf(bytes).map((bit) => 2 * bit - 1);
}

function imageOf(data: Uint8Array): Image {
  return { width, height, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

/** The scene in strings of 16 bytes, each encrypted as an image of its own. */
async function decryptScene(oracle: Oracle, network: BitNetwork, scene: Image): Promise<Image> {
  const data = new Uint8Array(scene.data.length);
  for (let at = 0; at + size <= data.length; at += size) {
    const { image } = await oracle.encrypt(imageOf(scene.data.slice(at, at + size)));
    const found = network.predict(signs(image.data));
    for (let i = 0; i < bits; i++) data[at + (i >> 3)]! |= Math.round(found[i]!) << (i & 7);
  }
  return withData(scene, data);
}
