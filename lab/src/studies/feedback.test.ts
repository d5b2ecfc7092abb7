import type { ByteSource } from "neuroveil/internal/chaos";
import { cipherById, keystream } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { expect, it } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { laneBytes } from "./orbit-lanes.ts";

const cipher = cipherById("hopfield-input-feedback");
const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

it("passes the metrics of the field with one changed sample anywhere", async () => {
  const [width, height] = [40, 32];
  const image: Image = {
    width,
    height,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: Uint8Array.from({ length: width * height }, (_, i) => (i % width) + (i >> 8)),
    metadata: {},
  };
  const key = await nativeKeyFrom(cipher, secret);
  // Its orbits take a while to start: hundreds of other keys are left to the slow suite.
  const fewKeys = { ...cipher, nativeKey: { ...cipher.nativeKey, slow: true as const } };
  const { metrics } = await analyzeCipher(fewKeys, image, { key, positions: 16 });
  expect(metrics.filter(({ verdict }) => verdict === "fail")).toEqual([]);
});

it("no coordinate of its driven orbits shows in finite differences of its keystream", async () => {
  const parts: Uint8Array[] = [];
  for await (const part of keystream(cipher.id, secret, 16 * 20_000)) parts.push(part);
  const stream = Buffer.concat(parts);
  const source: ByteSource = { read: (bytes) => bytes.set(stream) };
  const shares = laneBytes(source, 16, 20_000).flatMap(
    (lane) => differenceDistinguisher(lane).shares,
  );
  expect(shares).toHaveLength(10 * 16);
  expect(familyWise(shares.map(({ p }) => p)).pass).toBe(true);
  const strides = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(differenceDistinguisher(stream, { strides }).pass).toBe(true);
});
