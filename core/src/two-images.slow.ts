import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { NeuroveilError } from "./errors.ts";
import { bytesPerSample, decodeImage, type Image } from "./image/index.ts";
import { realFiles, type RealFile } from "./image/real-files.test.data.ts";
import { decrypt, encrypt } from "./index.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => 5 * i);

interface RealImage {
  readonly file: RealFile;
  readonly image: Image;
}

const files = realFiles(/\.(png|jpe?g)$/i).filter(({ expect }) => expect === "valid");

/** Those that are read as pixels, by what two images in one carrier must have in common. */
async function byShape(): Promise<Map<string, RealImage[]>> {
  const groups = new Map<string, RealImage[]>();
  for (const file of files) {
    const image = await decodeImage(file.read()).catch((error: unknown) => {
      if (error instanceof NeuroveilError) return undefined;
      throw error;
    });
    if (image === undefined) continue;
    const { width, height, channels, bits } = image;
    const shape = [width, height, channels, bytesPerSample(bits)].join(" ");
    groups.set(shape, [...(groups.get(shape) ?? []), { file, image }]);
  }
  return groups;
}

async function expectSame(bytes: Uint8Array, { file, image }: RealImage): Promise<void> {
  const { metadata, ...samples } = await decodeImage(bytes);
  const { metadata: original, ...before } = image;
  expect(isDeepStrictEqual(samples, before), file.path).toBe(true);
  if (/\.png$/i.test(file.path)) expect(metadata, file.path).toEqual(original);
}

describe.skipIf(files.length === 0)("the collection of real images", async () => {
  const groups = await byShape();

  test("every image comes back from a carrier that it shares with another of its shape", async () => {
    let pairs = 0;
    for (const group of groups.values()) {
      for (const [i, first] of group.entries()) {
        const second = group[(i + 1) % group.length]!;
        const veiled = await encrypt(first.file.read(), {
          key,
          second: { bytes: second.file.read() },
        });
        const opened = await decrypt(veiled, { key });
        await expectSame(opened.bytes, first);
        await expectSame(opened.second!.bytes, second);
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(300);
  });

  test("images of two shapes are refused, both ways", async () => {
    const firsts = [...groups.values()].map(([first]) => first!).slice(0, 60);
    for (const [i, first] of firsts.entries()) {
      const second = { bytes: firsts[(i + 1) % firsts.length]!.file.read() };
      await expect(encrypt(first.file.read(), { key, second })).rejects.toMatchObject({
        code: "input",
        message: expect.stringContaining("expected two images of one width"),
      });
    }
  });
});
