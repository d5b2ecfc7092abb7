import { describe, expect, test } from "vitest";
import { cipherById } from "../ciphers/index.ts";
import { encodeImage } from "../image/index.ts";
import { createKeyRing } from "../keys/index.ts";
import { forgerOf, type Forgery } from "./forge.test.support.ts";
import { noiseImage } from "./image.test.support.ts";
import { openContainer, sealPixels } from "./index.ts";
import { readCarrier } from "./carrier/carrier.ts";

// The quick suite's exhaustive part with the default cipher: every bit, not one a byte.

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 13);
const keys = createKeyRing({ key });
const image = noiseImage(31, 23);

/** What waits for keys and hashes are threads of the platform: some forgeries at a time keep these at work. */
const atOnce = 32;

/** The bits of which something is true. */
async function bitsThat(count: number, isSo: (bit: number) => Promise<boolean>): Promise<number[]> {
  const found: number[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const bits = Array.from({ length: Math.min(atOnce, count - first) }, (_, i) => first + i);
    const answers = await Promise.all(bits.map(isSo));
    found.push(...bits.filter((_, i) => answers[i]));
  }
  return found;
}

describe.each([
  ["sealed", "sealed"],
  ["authenticated", "authenticated"],
  ["bare", "bare"],
  ["regions", "sealed"],
] as const)("hybrid, %s", async (kind, protection) => {
  const contentKey = { bytes: key, wrapped: undefined };
  const cipher = cipherById("hybrid");
  const settings = { contentKey, cipher, protection, name: "a.png" };
  const kept = protection === "sealed" ? { original: (await encodeImage(image)).bytes } : {};
  const regions = [
    { x: 3, y: 4, width: 11, height: 7 },
    { x: 20, y: 0, width: 5, height: 23 },
  ];
  const some = kind === "regions" ? { regions } : {};
  const beside = { preview: 16, previewKey: contentKey, ...some };
  const file = await sealPixels(image, { ...settings, ...kept, ...beside });

  const forge = await forgerOf(file);

  async function refused(forgery: Forgery): Promise<boolean> {
    const opening = openContainer(await forge(forgery), { keys, bare: true });
    const opened = await opening.catch((error: unknown) => {
      expect(error).toMatchObject({ name: "NeuroveilError" });
    });
    return opened === undefined;
  }

  test("every changed bit of the private chunk is refused", async () => {
    const { length } = readCarrier(file).content;
    const accepted = await bitsThat(8 * length, async (bit) => {
      const bytes = (content: Uint8Array): Uint8Array => {
        content[bit >> 3]! ^= 1 << (bit & 7);
        return content;
      };
      return !(await refused({ bytes }));
    });
    expect(accepted).toEqual([]);
  });

  test("every changed bit of the pixels is refused", async () => {
    const accepted = await bitsThat(8 * image.data.length, async (bit) => {
      const samples = (bytes: Uint8Array): unknown => (bytes[bit >> 3]! ^= 1 << (bit & 7));
      return !(await refused({ samples: (bytes) => void samples(bytes) }));
    });
    expect(accepted).toEqual([]);
  });
});
