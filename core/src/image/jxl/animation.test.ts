import { describe, expect, test } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage, samplesSha256, type Image } from "../index.ts";
import { decodeAnimation } from "./animation.ts";
import type { JxlAnimation } from "./header.ts";
import type { Oxide } from "./oxide.ts";
import { delayOf } from "./ticks.ts";

// Delays as jxlinfo tells them.
test.each([
  ["cjxl-animation-rgba8.jxl", 4, 8, 0, [100_000, 40_000, 250_000, 1_000_000]],
  ["cjxl-animation-blend.jxl", 4, 8, 0, [100_000, 40_000, 250_000, 1_000_000]],
  ["cjxl-animation-rgb10.jxl", 3, 10, 0, [70_000, 33_000, 500_000]],
  ["cjxl-animation-lossy.jxl", 3, 8, 0, [70_000, 33_000, 500_000]],
  // 70, 33 and 500 ticks of 60,000 a second, times 60,000,000 more than 32 bits.
  ["cjxl-animation-rate.jxl", 3, 10, 5, [1167, 550, 8333]],
])("%s becomes a page for each frame", async (name, channels, bits, plays, delays) => {
  const said: unknown[] = [];
  const image = await decodeImage(caseFile(name), { onNotKept: (what) => said.push(what) });
  expect(said).toEqual([]);
  expect(image).toMatchObject({ width: 24, height: 16 * delays.length, channels, bits });
  expect(image.metadata.delays).toEqual(delays);
  expect(image.metadata.origin).toMatchObject({
    format: "jxl",
    decoder: expect.stringMatching(/^jxl-oxide \d/),
    layout: { channels, bits, kind: "unsigned", pages: delays.length },
    fields: { plays },
  });
  const { bytes, extension } = await encodeImage(image);
  expect(extension).toBe("png");
  const again = await decodeImage(bytes);
  expect(again.metadata.origin).toMatchObject({ format: "apng", fields: { plays } });
  expect(again.metadata.delays).toEqual(delays);
  expect(await samplesSha256(again)).toBe(await samplesSha256(image));
});

test("a few at once are drawn one after the other", async () => {
  const names = ["rgba8", "blend", "rgb10"].map((name) => `cjxl-animation-${name}.jxl`);
  const alone: Image[] = [];
  for (const name of names) alone.push(await decodeImage(caseFile(name)));
  const damagedFile = caseFile(names[0]!).subarray(0, -40);
  const [refused, ...together] = await Promise.allSettled(
    [damagedFile, ...names.map(caseFile)].map((file) => decodeImage(file)),
  );
  expect(refused).toMatchObject({ status: "rejected", reason: { code: "broken" } });
  expect(together).toEqual(alone.map((value) => ({ status: "fulfilled", value })));
});

test("it can be stopped", async () => {
  const signal = AbortSignal.abort();
  const file = caseFile("cjxl-animation-rgba8.jxl");
  await expect(decodeImage(file, { signal })).rejects.toMatchObject({ code: "aborted" });
});

const usual: JxlAnimation = { rate: [1000, 1], rateBits: [40, 40], plays: 0, timecodes: false };

describe("how long a frame is shown", () => {
  const told = (durationNumerator: number, animation: JxlAnimation, durationDenominator = 1) =>
    delayOf({ durationNumerator, durationDenominator, encodeToPng: () => bytes }, animation);
  const bytes = new Uint8Array();
  const ownRate = (...rate: [number, number]): JxlAnimation => ({
    ...usual,
    rate,
    rateBits: [40, 50],
  });

  test.each<[number, JxlAnimation, readonly [number, number]]>([
    [40_000, usual, [1, 25]],
    [0, usual, [0, 1]],
    [1, ownRate(24_000, 1001), [1001, 24_000]],
    [65_535, ownRate(1, 1), [65_535, 1]],
  ])("%i by %j: %j", (numerator, animation, delay) => {
    expect(told(numerator, animation)).toEqual(delay);
  });

  test.each<[string, number, JxlAnimation, RegExp]>([
    ["more than 16 bits of seconds", 65_536, ownRate(1, 1), /a frame of 65536\/1 s/],
    ["more than 16 bits of parts", 1, ownRate(65_536, 1), /a frame of 1\/65536 s/],
    ["a product of more than 32 bits", (4_294_968 * 1000) % 2 ** 32, usual, /more than an hour/],
  ])("kept as a file: %s", (_, numerator, animation, file) => {
    expect(() => told(numerator, animation)).toThrow(
      expect.objectContaining({ code: "unsupported", file: expect.stringMatching(file) }),
    );
  });

  test("kept as a file: pages of a document", () => {
    expect(() => told(0xffffffff, usual, 0)).toThrow(
      expect.objectContaining({ file: "a JPEG XL document of several pages" }),
    );
  });
});

describe("numbers are bounded before a frame is drawn", () => {
  let drawn = 0;
  let fed = 0;
  const decoder = (numLoadedKeyframes: number): Oxide => ({
    version: () => "0",
    JxlImage: class {
      feedBytes(bytes: Uint8Array): void {
        fed += bytes.length;
      }
      tryInit(): boolean {
        return true;
      }
      loaded = true;
      numLoadedKeyframes = numLoadedKeyframes;
      render(): never {
        drawn += 1;
        throw new Error("drawn");
      }
      free(): void {}
    },
  });
  const decode = (frames: number, side: number, timecodes = false): [Promise<Image>, string[]] => {
    [drawn, fed] = [0, 0];
    const said: string[] = [];
    const animation = { ...usual, timecodes };
    const header = { width: side, height: side, bits: 8, alpha: false, animation };
    const content = { codestream: new Uint8Array(200_000), metadata: {}, leftovers: [] };
    const onNotKept = (what: readonly string[]): unknown => said.push(...what);
    return [decodeAnimation(decoder(frames), content, header, { onNotKept }), said];
  };

  test.each<[string, number, number, RegExp]>([
    ["frames", 2 ** 14 + 1, 1, /damaged JPEG XL/],
    ["samples", 8, 5000, /5000 x 5000 and more frames/],
    ["bytes", 16, 5000, /5000 x 5000 and 16 frames/],
  ])("%s", async (_, frames, side, file) => {
    const [image] = decode(frames, side);
    await expect(image).rejects.toMatchObject({ file: expect.stringMatching(file) });
    // Nor is more read.
    expect([drawn, fed]).toEqual([0, 65_536]);
  });

  test("others are drawn, and what will be missing was said before", async () => {
    const [image, said] = decode(7, 5000, true);
    await expect(image).rejects.toMatchObject({ code: "broken" });
    expect([drawn, fed]).toEqual([1, 200_000]);
    expect(said).toEqual(["the time codes of its frames, 28 bytes"]);
  });
});
