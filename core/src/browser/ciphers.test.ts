import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cipherById, ciphers, hybridVariant, type Cipher } from "../ciphers/index.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { hybridWeights } from "../networks/generated/hybrid-weights.ts";
import { openPage, type TestPage } from "./open-page.test.support.ts";

let site: TestPage;
beforeAll(async () => (site = await openPage(true)));
afterAll(() => site.close());

/** Around words, tiles of 64 × 256 bytes and groups of eight of them. */
const shapes = [
  { width: 1, height: 1, channels: 1, bytesPerSample: 1 },
  { width: 5, height: 3, channels: 4, bytesPerSample: 2 },
  { width: 65, height: 259, channels: 1, bytesPerSample: 1 },
  { width: 200, height: 60, channels: 3, bytesPerSample: 1 },
] as const;
type Shape = (typeof shapes)[number];
const large = { width: 900, height: 600, channels: 3, bytesPerSample: 1 } as const;

/** The reference code with the weights that the kernel has. */
const reference = (): Promise<Cipher> => hybridVariant({ weights: decodeBase64(hybridWeights) });

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 8) * 59) & 255);

async function here(cipher: Cipher, shape: Shape | typeof large): Promise<string> {
  const data = pattern(shape.width * shape.height * shape.channels * shape.bytesPerSample);
  const before = data.slice();
  const key = pattern(cipher.nativeKey.bytes);
  const keyVector = await cipher.encrypt({ ...shape, data }, key);
  const hash = createHash("sha256").update(data).update(keyVector);
  await cipher.decrypt({ ...shape, data }, key, keyVector);
  if (cipher.lossless) expect(Buffer.compare(data, before)).toBe(0);
  return hash.update(data).digest("hex");
}

function there(id: string, shape: Shape | typeof large): Promise<string> {
  return site.page.evaluate(
    async ({ id, shape }) => {
      const pattern = (length: number): Uint8Array =>
        Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 8) * 59) & 255);
      const cipher =
        id === "reference"
          ? await neuroveil.ciphers.hybridVariant({ weights: neuroveil.hybridWeights })
          : neuroveil.ciphers.cipherById(id);
      const data = pattern(shape.width * shape.height * shape.channels * shape.bytesPerSample);
      const key = pattern(cipher.nativeKey.bytes);
      const keyVector = await cipher.encrypt({ ...shape, data }, key);
      const made = data.slice();
      await cipher.decrypt({ ...shape, data }, key, keyVector);
      return neuroveil.sha256(new Uint8Array([...made, ...keyVector, ...data]));
    },
    { id, shape },
  );
}

test.each(ciphers.flatMap((cipher) => shapes.map((shape) => ({ cipher, shape }))))(
  "$cipher.id makes the same bytes of $shape.width×$shape.height×$shape.channels",
  async ({ cipher, shape }) => {
    expect(await there(cipher.id, shape)).toBe(await here(cipher, shape));
  },
);

test.each(shapes)("kernel and reference agree on $width×$height×$channels", async (shape) => {
  const kernel = await there("hybrid", shape);
  expect(await there("reference", shape)).toBe(kernel);
  expect(await here(await reference(), shape)).toBe(kernel);
});

test("worker threads make the same bytes, of copies of what is not shared", async () => {
  // Slow enough to be worth the copies.
  expect(await there("cnn-only", large)).toBe(await here(cipherById("cnn-only"), large));
  const cores = await site.page.evaluate(() => navigator.hardwareConcurrency);
  expect(site.page.workers()).toHaveLength(cores > 1 ? cores : 0);
});

test("a cipher that is quicker than copying makes the same bytes on one thread", async () => {
  const before = site.page.workers().length;
  expect(await there("hybrid", large)).toBe(await here(cipherById("hybrid"), large));
  expect(site.page.workers()).toHaveLength(before);
});

test("nothing is complained about", () => {
  expect(site.complaints).toEqual([]);
});
