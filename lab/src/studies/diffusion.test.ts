import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { chiSquare } from "../metrics/chi-square.ts";
import { correlation } from "../metrics/correlation.ts";
import { entropy } from "../metrics/entropy.ts";
import { npcr } from "../metrics/npcr.ts";
import { uaci } from "../metrics/uaci.ts";
import type { MetricResult } from "../metrics/result.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { standardNormalFit } from "../statistics/kolmogorov-smirnov.ts";

const positions = 100;

type Picture = Pick<Image, "width" | "height" | "channels" | "colour"> & {
  readonly name: string;
  readonly sample: (x: number, y: number, channel: number) => number;
};

const smooth = (x: number, y: number, channel: number): number =>
  120 + 60 * Math.sin((x + 9 * channel) / 30) + 50 * Math.cos(y / 21);

const gray = { channels: 1, colour: "gray" } as const;

const pictures = [
  { name: "a smooth gray 256 x 256", width: 256, height: 256, ...gray, sample: smooth },
  { name: "a black gray 256 x 256", width: 256, height: 256, ...gray, sample: () => 0 },
  {
    name: "a smooth RGB 512 x 512",
    width: 512,
    height: 512,
    channels: 3,
    colour: "rgb",
    sample: smooth,
  },
] as const satisfies readonly Picture[];

/** For ciphers without a kernel. */
const small = { name: "a smooth gray 128 x 128", width: 128, height: 128, ...gray, sample: smooth };

function draw({ width, height, channels, colour, sample }: Picture): Image {
  const data = new Uint8Array(width * height * channels);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) data[i++] = sample(x, y, c);
  }
  return { width, height, channels, bits: 8, colour, data, metadata: {} };
}

/** First, last, corners, and places spread between them. */
function places(image: Image): number[] {
  const row = image.width * image.channels;
  const corners = [0, row - 1, image.data.length - row, image.data.length - 1];
  const between = positions - corners.length;
  return [
    ...corners,
    ...Array.from({ length: between }, (_, i) =>
      Math.floor(((i + 0.5) * image.data.length) / between),
    ),
  ];
}

async function encrypted(cipher: Cipher, image: Image, key: Uint8Array): Promise<Image> {
  const data = image.data.slice();
  await cipher.encrypt({ ...image, bytesPerSample: 1, data }, key, { threads: 1 });
  return { ...image, data };
}

function changed(image: Image, at: number): Image {
  const data = image.data.slice();
  data[at]! += data[at] === 255 ? -1 : 1;
  return { ...image, data };
}

/**
 * One changed sample at 100 positions under a fixed key, and the statistics of every cipher image.
 * Each position has an image of its own to be compared with (the picture, one other sample counted
 * up): 100 UACI scores against one and the same cipher image would be correlated by a tenth, and no
 * test of their common distribution would hold.
 */
async function study(cipher: Cipher, image: Image): Promise<MetricResult[]> {
  const key = Uint8Array.from(
    { length: cipher.nativeKey.bytes },
    (_, i) => Math.imul(i + 3, 2654435761) >>> 24,
  );
  const results: MetricResult[] = [];
  for (const [i, at] of places(image).entries()) {
    const base = changed(image, Math.floor(image.data.length / 3) + i);
    const [one, two] = [
      await encrypted(cipher, base, key),
      await encrypted(cipher, changed(base, at), key),
    ];
    results.push(
      ...[entropy, chiSquare, correlation].flatMap((metric) => [metric(one), metric(two)].flat()),
    );
    results.push(...[npcr, uaci].flatMap((metric) => metric(one, two)));
  }
  return results;
}

const studies = [
  ...pictures.map((picture) => ({ cipher: cipherById("hybrid"), picture })),
  { cipher: cipherById("cnn-only"), picture: small },
];

describe.each(studies)(
  "$cipher.id on $picture.name image, one sample changed at 100 positions",
  ({ cipher, picture }) => {
    it("passes entropy, chi-squared, all-pairs correlation, NPCR and UACI family-wise", async () => {
      const results = await study(cipher, draw(picture));
      expect(results.filter(({ id }) => id === "npcr").length).toBeGreaterThanOrEqual(positions);
      const { pass, adjusted } = familyWise(results.map(({ p }) => p));
      const worst = adjusted.indexOf(Math.min(...adjusted));
      expect(pass, JSON.stringify(results[worst])).toBe(true);
      // Inconspicuous one by one is not enough: together they must be standard normal.
      const ids = new Set(results.map(({ id }) => id));
      for (const id of ids) {
        const scores = results.filter((result) => result.id === id && result.channel === undefined);
        const all = scores.length > 0 ? scores : results.filter((result) => result.id === id);
        const fit = standardNormalFit(all.map(({ z }) => z));
        expect(fit.p, `${id}: distance ${fit.statistic} over ${fit.n}`).toBeGreaterThan(
          0.001 / ids.size,
        );
      }
    });
  },
);

it("the same study refuses a cipher without diffusion", async () => {
  const results = await study(cipherById("hybrid-literal"), draw(small));
  const { rejected } = familyWise(results.map(({ p }) => p));
  const npcr = results.flatMap(({ id }, i) => (id === "npcr" ? [rejected[i]] : []));
  expect(npcr).not.toContain(false);
});
