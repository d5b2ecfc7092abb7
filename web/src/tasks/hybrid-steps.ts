import { cipherById } from "neuroveil/ciphers";
import { toHex } from "neuroveil/internal/bytes";
import { HybridNetwork, readWeights, seedWeights } from "neuroveil/internal/networks";
import { nativeKeyFrom } from "@neuroveil/lab/analysis";
import type { Image } from "neuroveil/image";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface HybridStepsInput {
  readonly subject: Subject;
  /** Whether one sample is changed by one beforehand. */
  readonly changed: boolean;
}

/** What the hybrid network makes of one tile, step by step, as PNG files. */
export interface HybridSteps {
  readonly plain: Uint8Array<ArrayBuffer>;
  /** The halves of the checkerboard, the other one left out. */
  readonly halves: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  /** 64 words a half, as 8 × 8 gray cells. */
  readonly features: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  /** In hexadecimal digits. */
  readonly keyVector: string;
  /** The mask of each half, where it lies. */
  readonly masks: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  /** After the first half-round. */
  readonly between: Uint8Array<ArrayBuffer>;
  readonly veiled: Uint8Array<ArrayBuffer>;
  readonly restored: Uint8Array<ArrayBuffer>;
  /** Whether the steps gave what the cipher of the registry gives. */
  readonly same: boolean;
  /** Whether going back gave the picture, and the key vector that came with it. */
  readonly back: boolean;
}

/** A tile of one byte a pixel is 64 pixels wide. */
const side = 64;
const lineWords = 32;
const seed = "neuroveil hybrid 2";
/** The same every time, so that one changed sample can be seen. */
const secret = new Uint8Array(32).fill(7);

/** Encrypts one tile by the definition of the network, and decrypts it again. */
export const hybridSteps: Task<HybridStepsInput, HybridSteps> = async ({ subject, changed }) => {
  const image = grayTile(await readSubject(subject, side));
  if (changed) image.data[middle] = image.data[middle]! ^ 1;
  const cipher = cipherById("hybrid");
  const key = await nativeKeyFrom(cipher, secret);
  const network = new HybridNetwork(readWeights(await seedWeights(seed)));
  const keyed = network.keyed(key);
  const plain = image.data.slice();
  const words = (bytes: Uint8Array): Uint16Array => new Uint16Array(bytes.slice().buffer);
  const geometry = { rowBytes: side, rows: side };
  const keyVectorOf = (bytes: Uint8Array): Uint8Array => {
    const root = keyed.root(geometry);
    root.absorb(keyed.digestTile(words(bytes), 0));
    return root.keyVector();
  };
  const keyVector = keyVectorOf(plain);

  /** The mask of the half of a round as bytes where they lie in the tile; zero elsewhere. */
  const maskOf = (bytes: Uint8Array, round: number): Uint8Array => {
    const lines = keyed.halfMask(words(bytes), round, 0, keyVector);
    const mask = new Uint8Array(bytes.length);
    lines.forEach((word, i) => {
      const [line, place] = [Math.floor(i / lineWords), i % lineWords];
      const at = network.lineRow(line, place, round) * side + 2 * place;
      mask[at] = word;
      mask[at + 1] = word >>> 8;
    });
    return mask;
  };
  const first = maskOf(plain, 0);
  const between = plain.map((byte, i) => byte + first[i]!);
  const second = maskOf(between, 1);
  const veiled = between.map((byte, i) => byte + second[i]!);

  // Backwards: the mask of half 1 depends on cipher half 0 alone, which is there.
  const lifted = maskOf(veiled, 1);
  const halfway = veiled.map((byte, i) => byte - lifted[i]!);
  const last = maskOf(halfway, 0);
  const restored = halfway.map((byte, i) => byte - last[i]!);

  const raster = { width: side, height: side, channels: 1, bytesPerSample: 1 as const };
  const data = plain.slice();
  const vector = await cipher.encrypt({ ...raster, data }, key, { threads: 1 });
  const png = (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
    pngOf({ ...image, data: bytes });
  return {
    plain: await png(plain),
    halves: [await png(halfOf(plain, network, 0)), await png(halfOf(plain, network, 1))],
    features: [
      await featuresPng(keyed.features(words(plain), 0)),
      await featuresPng(keyed.features(words(plain), 1)),
    ],
    keyVector: toHex(keyVector),
    masks: [await png(first), await png(second)],
    between: await png(between),
    veiled: await png(veiled),
    restored: await png(restored),
    same: equal(data, veiled) && equal(vector, keyVector),
    back: equal(restored, plain) && equal(keyVectorOf(restored), keyVector),
  };
};

const middle = (side / 2) * side + side / 2;

/** The middle of a picture as 64 × 64 gray bytes; white where it is smaller. */
function grayTile(image: Image): Image {
  const { width, height, channels, data } = image;
  const gray = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < Math.min(side, height); y++)
    for (let x = 0; x < Math.min(side, width); x++) {
      const at = (y * width + x) * channels;
      const [red, green, blue] = [
        data[at]!,
        data[at + (channels > 2 ? 1 : 0)]!,
        data[at + (channels > 2 ? 2 : 0)]!,
      ];
      gray[y * side + x] = Math.round((2 * red + 5 * green + blue) / 8);
    }
  return {
    width: side,
    height: side,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: gray,
    metadata: {},
  };
}

/** One half where it lies; the other one is gray. */
function halfOf(bytes: Uint8Array, network: HybridNetwork, half: number): Uint8Array {
  const shown = new Uint8Array(bytes.length).fill(128);
  for (let line = 0; line < side / 2; line++)
    for (let word = 0; word < lineWords; word++) {
      const at = network.lineRow(line, word, half) * side + 2 * word;
      shown.set(bytes.subarray(at, at + 2), at);
    }
  return shown;
}

/** The upper byte of every word. */
async function featuresPng(features: Uint16Array): Promise<Uint8Array<ArrayBuffer>> {
  const data = Uint8Array.from(features, (word) => word >>> 8);
  const shape = { width: 8, height: features.length / 8, channels: 1, bits: 8 } as const;
  return await pngOf({ ...shape, colour: "gray", data, metadata: {} });
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
