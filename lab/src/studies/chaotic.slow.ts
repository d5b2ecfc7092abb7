import { openOrbits } from "neuroveil/internal/kernels";
import type { Orbits } from "neuroveil/internal/chaos";
import { flowCiphers, keystream, type FlowCipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { bitSequences } from "../nist/bit-sequences.ts";
import { nistSuite } from "../nist/suite.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { scanKey, type KeyScan } from "./key-scan.ts";
import { laneBytes } from "./orbit-lanes.ts";

const smooth = (x: number, y: number, channel: number): number =>
  120 + 60 * Math.sin((x + 9 * channel) / 30) + 50 * Math.cos(y / 21);

function picture(width: number, height: number, channels: 1 | 3, bits: 8 | 12): Image {
  const wide = bits > 8;
  const data = new Uint8Array(width * height * channels * (wide ? 2 : 1));
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const sample = Math.floor(smooth(x, y, c) * (wide ? 16 : 1));
        if (wide) data[at++] = sample >> 8;
        data[at++] = sample;
      }
    }
  }
  const colour = channels === 1 ? "gray" : "rgb";
  return { width, height, channels, bits, colour, data, metadata: {} };
}

const pictures = [picture(256, 256, 1, 8), picture(512, 512, 3, 8), picture(160, 120, 1, 12)];
const secret = new TextEncoder().encode("chaotic study 1");

describe.each(flowCiphers)("$id", (cipher) => {
  it.each(pictures)(
    "passes every metric on $width x $height x $channels, $bits bits, one sample changed at 100 positions",
    async (image) => {
      const key = await nativeKeyFrom(cipher, secret);
      const { metrics } = await analyzeCipher(cipher, image, { key, positions: 100 });
      expect(metrics.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    },
  );

  it("no coordinate of its orbits shows in finite differences of 1,000,000 samples", async () => {
    const orbits = cipher.orbits(await nativeKeyFrom(cipher, secret));
    const lanes = laneBytes(await openOrbits(orbits), orbits.starts.length, 1_000_000);
    const shares = lanes.flatMap((lane) => differenceDistinguisher(lane).shares);
    expect(familyWise(shares.map(({ p }) => p)).pass).toBe(true);
  });

  it("its keystream and its orbits' bare bytes pass NIST's tests over 100 sequences each", async () => {
    const bytes = 100 * 125_000;
    const source = await openOrbits(cipher.orbits(await nativeKeyFrom(cipher, secret)));
    const bare = Array.from({ length: 100 }, () => {
      const part = new Uint8Array(bytes / 100);
      source.read(part);
      return part;
    });
    for (const stream of [bare, keystream(cipher.id, new Uint8Array(32).fill(7), bytes)]) {
      const { pass, sequences } = await nistSuite(bitSequences(stream));
      expect(sequences).toBe(100);
      expect(pass).toBe(true);
    }
  });

  it("none of 10,000 keys is periodic, divergent or uneven", async () => {
    const scans: KeyScan[] = [];
    for (let i = 0; i < 10_000; i++) scans.push(await scanKey(await orbitsOf(cipher, i)));
    expect(scans.filter(({ largest }) => !(largest < 20))).toEqual([]);
    expect(scans.filter(({ fresh }) => fresh < 0.15)).toEqual([]);
    expect(familyWise(scans.map(({ p }) => p)).pass).toBe(true);
  });
});

function orbitsOf(cipher: FlowCipher, number: number): Promise<Orbits> {
  const seed = new TextEncoder().encode(`weak keys ${number}`);
  return nativeKeyFrom(cipher, seed).then((key) => cipher.orbits(key));
}
