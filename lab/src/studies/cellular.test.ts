import { RungeKutta } from "neuroveil/internal/chaos";
import { cipherById, ciphers, keystream } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { cellular6 } from "../dynamics/systems/cellular.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";

const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

const flowLiterals = ciphers.filter(
  ({ family, literal, nativeKey }) =>
    family === "cellular" && literal === true && nativeKey.values !== undefined,
);

it.each(flowLiterals)("$id: finite differences show its keystream", async ({ id }) => {
  const parts: Uint8Array[] = [];
  for await (const part of keystream(id, secret, 20_000)) parts.push(part);
  const { pass, strongest } = differenceDistinguisher(Buffer.concat(parts));
  expect(pass).toBe(false);
  expect(strongest.value).toBeGreaterThan(0.5);
});

it("cellular-adaptive-literal is refused for what one changed sample does, which keeps the mean", async () => {
  const image: Image = {
    width: 256,
    height: 256,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: Uint8Array.from({ length: 65_536 }, (_, i) => ((i & 255) + (i >> 8)) >> 1),
    metadata: {},
  };
  const failures = async (id: string): Promise<string[]> => {
    const cipher = cipherById(id);
    const key = await nativeKeyFrom(cipher, secret);
    const { metrics } = await analyzeCipher(cipher, image, { key, threads: 1 });
    return metrics.filter(({ verdict }) => verdict === "fail").map((metric) => metric.id);
  };
  expect(await failures("cellular-adaptive-literal")).toContain("npcr-min");
  expect(await failures("cellular-adaptive")).toEqual([]);
});

it("of six cells the last two are no key material: two starts of theirs become one within 40 time units", () => {
  const h = 0.005;
  const start = [0.1, 0.2, 0.3, 0.4];
  const [one, other] = [
    new RungeKutta(cellular6.field, Float64Array.of(...start, 0.5, -0.6), h),
    new RungeKutta(cellular6.field, Float64Array.of(...start, -0.9, 0.8), h),
  ];
  one.advance(20 / h);
  other.advance(20 / h);
  expect(one.state).not.toEqual(other.state);
  expect(one.state.subarray(0, 4)).toEqual(other.state.subarray(0, 4));
  one.advance(20 / h);
  other.advance(20 / h);
  expect(one.state).toEqual(other.state);
});
