import { Random } from "@neuroveil/autodiff";
import type { Dataset } from "@neuroveil/lab/datasets";
import type { Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { randomCrop, randomCrops } from "./crops.ts";
import { readExamples } from "./examples.ts";
import { toPicture, type Picture } from "./planes.ts";

function image(partial: Partial<Image> & Pick<Image, "data">): Image {
  return { width: 2, height: 1, channels: 3, bits: 8, colour: "rgb", metadata: {}, ...partial };
}

/** A data set of one-pixel images of these names. */
function dataset(names: readonly string[], sample = 7): Dataset {
  return {
    name: "made",
    size: names.length,
    async *samples() {
      for (const name of names) {
        yield { name, image: image({ width: 1, data: Uint8Array.of(1, 2, sample) }) };
      }
    },
  };
}

describe("a picture", () => {
  test("has the colours of an image as planes", () => {
    const rgb = toPicture("a", image({ data: Uint8Array.of(1, 2, 3, 4, 5, 6) }));
    expect([...rgb!.data]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test("of a gray image has its samples three times; 16 bits lose a byte, one bit is stretched", () => {
    const gray = { channels: 1, colour: "gray" } as const;
    const wide = image({ ...gray, bits: 16, data: Uint8Array.of(200, 99, 3, 255) });
    expect([...toPicture("a", wide)!.data]).toEqual([200, 3, 200, 3, 200, 3]);
    const bit = image({ ...gray, bits: 1, data: Uint8Array.of(1, 0) });
    expect([...toPicture("a", bit)!.data]).toEqual([255, 0, 255, 0, 255, 0]);
  });

  test("is none of a CMYK image", () => {
    const cmyk = image({ channels: 4, colour: "cmyk", data: new Uint8Array(8) });
    expect(toPicture("a", cmyk)).toBeUndefined();
  });
});

describe("examples", () => {
  test("hold out every eighth file", async () => {
    const names = Array.from({ length: 17 }, (_, i) => `${i}.png`);
    const { training, heldOut } = await readExamples(dataset(names));
    expect(heldOut.map(({ name }) => name)).toEqual(["7.png", "15.png"]);
    expect(training).toHaveLength(15);
  });

  test("hold out what the publishers set apart", async () => {
    const names = ["data_batch_1.bin 0", "test_batch.bin 0", "data_batch_1.bin 1"];
    const { training, heldOut } = await readExamples(dataset(names));
    expect(heldOut.map(({ name }) => name)).toEqual(["test_batch.bin 0"]);
    expect(training).toHaveLength(2);
  });

  test("are known again by their fingerprint", async () => {
    const fingerprints = await Promise.all(
      [dataset(["a", "b"]), dataset(["a", "b"]), dataset(["a", "c"]), dataset(["a", "b"], 8)].map(
        async (set) => (await readExamples(set)).fingerprint,
      ),
    );
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(new Set(fingerprints).size).toBe(3);
  });

  test("need two pictures", async () => {
    await expect(readExamples(dataset(["a"]))).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/at least two pictures in made, .* got 1; /) as string,
    });
  });
});

describe("crops", () => {
  const picture: Picture = {
    name: "ramp",
    height: 4,
    width: 5,
    data: Uint8Array.from({ length: 60 }, (_, i) => i),
  };

  test("are squares of the picture, some of them mirrored, less 128", () => {
    const crops = randomCrops([picture], 200, 2, Random.fromText("crops"));
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const [a, b, c, d] = [...crops.subarray(12 * i, 12 * i + 4)].map((v) => v + 128);
      expect(Math.abs(b! - a!)).toBe(1);
      expect([c! - a!, d! - b!]).toEqual([5, 5]);
      seen.add(`${a} ${b}`);
    }
    // 3 rows × 4 columns, both ways round.
    expect(seen.size).toBe(24);
  });

  test("have a picture that is too small in their middle", () => {
    const small: Picture = { name: "dot", height: 1, width: 1, data: Uint8Array.of(9, 8, 7) };
    const square = randomCrop(small, 3, Random.fromText("crops"));
    expect([...square]).toEqual([
      0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0,
    ]);
  });
});
