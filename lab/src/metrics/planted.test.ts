import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { masksOf } from "./byte-lanes.ts";
import { Encryptions } from "./encryptions.ts";
import { metricById } from "./list.ts";
import { isTest, type Observed } from "./metric.ts";

const size = 64;
const pixels = size * size;
const images = idealImages(77, { width: size, height: size, channels: 4 });

const plain: Image = {
  ...next(images),
  data: Uint8Array.from({ length: 4 * pixels }, (_, i) => {
    const at = i >> 2;
    return 128 + 60 * Math.sin((at % size) / 9) + 40 * Math.cos(at / size / 7 + (i % 4));
  }),
};

/** What is seen of ideal cipher images that are changed by `plant`. */
function seen(plant: (data: Uint8Array) => void): Partial<Observed> {
  const encryptions = new Encryptions(plain);
  let cipher = plain;
  for (let i = 0; i < 45; i++) {
    cipher = next(images);
    plant(cipher.data);
    encryptions.add(cipher);
  }
  return {
    cipherImage: cipher,
    bothImages: { plain, cipher },
    masks: masksOf(plain, cipher),
    encryptions,
    manyEncryptions: encryptions,
    channels: encryptions,
    black: cipher,
  };
}

function p(id: string, observed: Partial<Observed>): number {
  const tests = metricById(id)!.measure(observed).filter(isTest);
  return Math.min(...tests.filter((test) => test.id === id).map((test) => test.p));
}

const ideal = seen(() => undefined);
const { data: before } = plain;

/** A mask of its own for every encryption. */
function masked(data: Uint8Array, mask: (i: number) => number): void {
  for (let i = 0; i < data.length; i++) data[i] = before[i]! ^ mask(i);
}

const cases: readonly (readonly [
  what: string,
  plant: (data: Uint8Array) => void,
  ids: string[],
])[] = [
  ["one set bit", (data) => (data[5000]! |= 4), ["stuck-bits"]],
  [
    "a bit that is set 51 times in 100",
    (data) => {
      for (let i = 3; i < data.length; i += 200) data[i]! |= 1;
    },
    ["bit-planes"],
  ],
  [
    "two planes that are equal, in a twentieth of the samples",
    (data) => {
      for (let i = 0; i < data.length; i += 20) data[i] = (data[i]! & 253) | (2 * (data[i]! & 1));
    },
    ["bit-planes"],
  ],
  [
    "a plane of bits that is only permuted",
    (data) => {
      const ones = data.reduce((sum, byte, i) => sum + (i % 4 === 3 ? byte & 1 : 0), 0);
      for (let i = 3, off = ones - pixels / 2; off !== 0 && i < data.length; i += 4) {
        const one = (data[i]! & 1) === 1;
        if (one !== off > 0) continue;
        data[i]! ^= 1;
        off += off > 0 ? -1 : 1;
      }
    },
    ["bit-plane-spread"],
  ],
  [
    "1 sample in 100 in clear, elsewhere every time",
    (data) => {
      for (let i = data[0]!; i < data.length; i += 100) data[i] = before[i]!;
    },
    ["unchanged-samples", "mask-histogram", "linear-approximation"],
  ],
  [
    "red of the plain image in alpha",
    (data) => {
      for (let i = 3; i < data.length; i += 4) data[i] = before[i - 3]!;
    },
    ["channel-leak"],
  ],
  [
    "blue as the sum of red and green",
    (data) => {
      for (let i = 2; i < data.length; i += 4) data[i] = data[i - 2]! + data[i - 1]!;
    },
    ["channel-histogram"],
  ],
  [
    "one mask for all channels",
    (data) => {
      const own = data.slice();
      masked(data, (i) => own[i - (i % 4)]!);
    },
    ["channel-histogram", "channel-parity"],
  ],
  [
    "alpha that is red 1 time in 8",
    (data) => {
      for (let i = 3; i < data.length; i += 32) data[i] = data[i - 3]!;
    },
    ["channel-equality", "channel-correlation"],
  ],
  [
    "1 sample in 20 copied from three pixels to the right, two rows above",
    (data) => {
      for (let i = 8 * size; i + 12 < data.length; i += 20) data[i] = data[i + 12 - 8 * size]!;
    },
    ["coincidences", "black-coincidences"],
  ],
  [
    "no two neighbours that are equal",
    (data) => {
      for (let i = 4; i < data.length; i++) if (data[i] === data[i - 4]) data[i]! ^= 1;
    },
    ["coincidences"],
  ],
  [
    "the lower half of a channel mirrored in the upper",
    (data) => {
      for (let y = 0; y < size / 2; y++)
        for (let x = 0; x < 4 * size; x += 4)
          data[4 * size * y + x] = data[4 * size * (size - 1 - y) + x]!;
    },
    ["coincidences"],
  ],
  [
    "a quarter of every sample added to that 999 samples on",
    (data) => {
      for (let i = data.length - 1; i >= 3996; i--) data[i] = (3 * data[i]! + data[i - 3996]!) / 4;
    },
    ["autocorrelation"],
  ],
  [
    "a quarter of every plain sample added to that 999 samples on",
    (data) => {
      for (let i = 3996; i < data.length; i++) data[i] = (3 * data[i]! + before[i - 3996]!) / 4;
    },
    ["cross-correlation"],
  ],
  [
    "two blocks of twelve samples alike but for a constant",
    (data) => {
      for (let i = 0; i < 12; i++) data[9001 + 4 * i] = data[400 + 4 * i]! + 77;
    },
    ["repeated-blocks"],
  ],
  [
    "a last column that makes the sum of every row the same",
    (data) => {
      for (let y = 0; y < size; y++) {
        let sum = 0;
        for (let x = 0; x < size - 1; x++) sum += data[4 * (y * size + x)]!;
        data[4 * (y * size + size - 1)] = 5 - sum;
      }
    },
    ["line-sums"],
  ],
  [
    "runs of the lowest plane that are a little long",
    (data) => {
      for (let i = 4; i < data.length; i++)
        if (data[i]! % 8 === 0) data[i] = data[i]! | (data[i - 4]! & 1);
    },
    ["neighbour-bits"],
  ],
  [
    "a mask of which 1 row in 3 is used twice",
    (data) => {
      const own = data.slice();
      const row = 4 * size;
      masked(data, (i) => own[Math.floor(i / row) % 3 === 0 ? i % row : i]!);
    },
    ["mask-repeated-blocks"],
  ],
  [
    "a mask that is a curve's low digits",
    (data) => masked(data, (i) => Math.floor(1e5 * Math.sin(i / 90))),
    ["mask-differences"],
  ],
  [
    "a mask from a shift register of 31 bits",
    (data) => {
      let state = data[0]! * 7919 + 1;
      masked(data, () => {
        for (let i = 0; i < 8; i++)
          state = ((state << 1) | (((state >>> 30) ^ (state >>> 27)) & 1)) & 0x7fffffff;
        return state & 255;
      });
    },
    ["mask-linear-complexity"],
  ],
  [
    "a mask whose bytes double from one to the next, now and then",
    (data) => {
      const own = data.slice();
      masked(data, (i) => (i % 9 === 0 && i > 0 ? own[i - 1]! << 1 : own[i]!));
    },
    ["mask-neighbour-bits"],
  ],
  [
    "bits that hardly vary from image to image",
    (data) => {
      for (let i = 0; i < data.length; i += 2) data[i] = (data[i]! & 254) | ((i >> 4) & 1);
    },
    ["bit-places"],
  ],
];

test.each(cases)("%s is found", (_, plant, ids) => {
  const planted = seen(plant);
  for (const id of ids) {
    expect(p(id, planted), id).toBeLessThan(1e-7);
    expect(p(id, ideal), `${id} of ideal images`).toBeGreaterThan(1e-3);
  }
});
