import { openOrbits } from "neuroveil/internal/kernels";
import { ciphers, flowCiphers, keystream, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { laneBytes } from "./orbit-lanes.ts";

const strides = [1, 2, 3, 4, 5, 6, 7, 8];
const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

async function keystreamOf({ id }: Cipher, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of keystream(id, secret, bytes)) parts.push(part);
  return Buffer.concat(parts);
}

describe.each(flowCiphers)("$id", (cipher) => {
  it("no coordinate of its orbits shows in finite differences", async () => {
    const orbits = cipher.orbits(await nativeKeyFrom(cipher, secret));
    const lanes = laneBytes(await openOrbits(orbits), orbits.starts.length, 20_000);
    const shares = lanes.flatMap((lane) => differenceDistinguisher(lane).shares);
    expect(shares).toHaveLength(10 * orbits.starts.length);
    expect(familyWise(shares.map(({ p }) => p)).pass).toBe(true);
  });

  it("nor does its keystream", async () => {
    const { pass } = differenceDistinguisher(await keystreamOf(cipher, 200_000), { strides });
    expect(pass).toBe(true);
  });
});

it.each(ciphers.filter(({ family, literal }) => family === "chaotic" && literal === true))(
  "$id: finite differences show its keystream",
  async (cipher) => {
    const { pass, strongest } = differenceDistinguisher(await keystreamOf(cipher, 20_000));
    expect(pass).toBe(false);
    expect(strongest.value).toBeGreaterThan(0.5);
  },
);

// One of each family; all of them, on larger pictures, in chaotic.slow.ts.
it.each(["hopfield-conv", "cellular-dna"])(
  "%s passes the metrics of the field with one changed sample anywhere",
  async (id) => {
    const cipher = flowCiphers.find((each) => each.id === id)!;
    const [width, height] = [40, 32];
    const data = Uint8Array.from({ length: width * height }, (_, i) => (i % width) + (i >> 8));
    const kind = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;
    const image: Image = { width, height, data, ...kind };
    const key = await nativeKeyFrom(cipher, secret);
    const { metrics } = await analyzeCipher(cipher, image, { key, positions: 16 });
    expect(metrics.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  },
);
