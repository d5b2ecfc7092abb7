import { cipherById, convolutionVariant, keystream, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";

const secret = Uint8Array.from({ length: 32 }, (_, i) => 11 * i + 5);
const ids = ["conv-multi", "conv-hybrid", "cellular-discrete", "cellular-adaptive", "gan-exact"];

const picture: Image = {
  width: 256,
  height: 256,
  channels: 1,
  bits: 8,
  colour: "gray",
  data: Uint8Array.from({ length: 65_536 }, (_, i) => ((i & 255) + (i >> 8)) >> 1),
  metadata: {},
};

/** Odd in every way: 16 bits, two channels, no even side. */
const odd: Image = {
  width: 97,
  height: 53,
  channels: 2,
  bits: 16,
  colour: "gray-alpha",
  data: Uint8Array.from({ length: 97 * 53 * 4 }, (_, i) => (i % 2 === 0 ? (i >> 5) & 15 : i >> 3)),
  metadata: {},
};

async function failures(cipher: Cipher, image: Image): Promise<string[]> {
  const key = await nativeKeyFrom(cipher, secret);
  const { metrics } = await analyzeCipher(cipher, image, { key, threads: 1 });
  return metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
}

describe.each(ids)("%s", (id) => {
  it("passes the metrics of the field with one sample changed at 100 positions, native key bits too", async () => {
    expect(await failures(cipherById(id), picture)).toEqual([]);
    expect(await failures(cipherById(id), odd)).toEqual([]);
  });

  it("has a keystream in whose finite differences nothing shows", async () => {
    const parts: Uint8Array[] = [];
    for await (const part of keystream(id, secret, 200_000)) parts.push(part);
    const strides = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(differenceDistinguisher(Buffer.concat(parts), { strides }).pass).toBe(true);
  });
});

it("the same analysis refuses conv-multi with too few rounds, and the single convolution", async () => {
  expect(await failures(convolutionVariant({ rounds: 4 }), picture)).toContain("npcr-min");
  expect(await failures(cipherById("conv-single"), picture)).toContain("npcr-min");
});
