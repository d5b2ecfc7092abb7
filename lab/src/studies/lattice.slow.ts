import { cipherById, keystream, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { chiSquare } from "../metrics/chi-square.ts";
import { correlation } from "../metrics/correlation.ts";
import type { MetricResult } from "../metrics/result.ts";
import { bitSequences } from "../nist/bit-sequences.ts";
import { nistSuite } from "../nist/suite.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { standardNormalFit } from "../statistics/kolmogorov-smirnov.ts";

// Whole images alone tell of them: no orbits run by themselves whose bytes could be looked at.
const ids = [
  "conv-multi",
  "conv-hybrid",
  "cellular-discrete",
  "cellular-adaptive",
  "gan-exact",
  "hopfield-input-feedback",
];

type Shape = Pick<Image, "width" | "height" | "channels" | "colour"> & { readonly name: string };

const smooth = (x: number, y: number, channel: number): number =>
  120 + 60 * Math.sin((x + 9 * channel) / 30) + 50 * Math.cos(y / 21);

const gray: Shape = {
  name: "gray 256 x 256",
  width: 256,
  height: 256,
  channels: 1,
  colour: "gray",
};
const rgb: Shape = { name: "RGB 512 x 512", width: 512, height: 512, channels: 3, colour: "rgb" };
const pictures = [
  { kind: "smooth", sample: smooth, shape: gray },
  { kind: "black", sample: () => 0, shape: gray },
  { kind: "smooth", sample: smooth, shape: rgb },
  { kind: "black", sample: () => 0, shape: rgb },
];

function draw(shape: Shape, sample: typeof smooth): Image {
  const { width, height, channels, colour } = shape;
  const data = new Uint8Array(width * height * channels);
  for (let i = 0, y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) data[i++] = sample(x, y, c);
  return { width, height, channels, colour, data, bits: 8, metadata: {} };
}

describe.each(ids)("%s", (id) => {
  const cipher = cipherById(id);

  it.each(pictures)(
    "passes the metrics of the field on a $kind $shape.name image, 100 positions, 3 keys",
    async ({ shape, sample }) => {
      for (const secret of [1, 2, 3]) {
        const key = await nativeKeyFrom(cipher, Uint8Array.of(secret));
        const { metrics } = await analyzeCipher(cipher, draw(shape, sample), { key, threads: 1 });
        expect(metrics.filter(({ verdict }) => verdict === "fail")).toEqual([]);
      }
    },
  );

  it("NIST SP 800-22 rejects nothing of 100 sequences of a million bits of its keystream", async () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const { sequences, pass } = await nistSuite(bitSequences(keystream(id, key, 12_500_000)));
    expect(sequences).toBe(100);
    expect(pass).toBe(true);
  });

  it("has no weak key among 10,000 random ones and those that are one byte over and over", async () => {
    const results: MetricResult[] = [];
    let repeated = 0;
    const study = async (key: Uint8Array): Promise<void> => {
      const image = await blackCipherImage(cipher, key);
      repeated += repeatedVectors(image.data);
      results.push(...chiSquare(image), ...correlation(image));
    };
    for (let i = 0; i < 10_000; i++)
      await study(await nativeKeyFrom(cipher, Uint8Array.of(i, i >> 8)));
    for (let byte = 0; byte < 256; byte++)
      await study(new Uint8Array(cipher.nativeKey.bytes).fill(byte));
    // 256 vectors an image: by chance two are equal once in 10^30 images.
    expect(repeated).toBe(0);
    const { pass, adjusted } = familyWise(results.map(({ p }) => p));
    expect(pass, JSON.stringify(results[adjusted.indexOf(Math.min(...adjusted))])).toBe(true);
    for (const metric of new Set(results.map((result) => result.id))) {
      const scores = results.filter((result) => result.id === metric).map(({ z }) => z);
      expect(standardNormalFit(scores).p, metric).toBeGreaterThan(0.001 / 4);
    }
  });
});

async function blackCipherImage(cipher: Cipher, key: Uint8Array): Promise<Image> {
  const shape = { width: 64, height: 64, channels: 1 } as const;
  const data = new Uint8Array(4096);
  await cipher.encrypt({ ...shape, bytesPerSample: 1, data }, key, { threads: 1 });
  return { ...shape, bits: 8, colour: "gray", data, metadata: {} };
}

/** Vectors of 16 bytes that stand in the image before: a period of them, or of a divisor, shows here. */
function repeatedVectors(data: Uint8Array): number {
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 16)
    seen.add(Buffer.from(data.buffer, data.byteOffset + i, 16).toString("latin1"));
  return data.length / 16 - seen.size;
}
