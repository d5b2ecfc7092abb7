import { decodeImage, type Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { bitPlanes } from "./bit-planes.ts";
import { differenceMap } from "./difference-map.ts";
import { imagePictures } from "./image-pictures.ts";
import type { Picture } from "./picture.ts";
import { averaged, thinned } from "./reduce.ts";
import { neighbours, scatterPicture } from "./scatter-picture.ts";

function image(shape: Partial<Image>, samples: readonly number[]): Image {
  const defaults = { width: 2, height: 2, channels: 1, bits: 8, colour: "gray" } as const;
  return { ...defaults, ...shape, data: Uint8Array.from(samples), metadata: {} };
}

async function opened({ uri, width, height }: Picture): Promise<Image> {
  expect(uri).toMatch(/^data:image\/png;base64,/);
  const decoded = await decodeImage(Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64"));
  expect([decoded.width, decoded.height]).toEqual([width, height]);
  return decoded;
}

test("a plain image is made smaller by means, at its edges of what there is", () => {
  const small = averaged(image({ width: 3, height: 3 }, [0, 10, 30, 20, 30, 50, 7, 9, 100]), 2);
  expect([...small.data]).toEqual([15, 40, 8, 100]);
  expect(small).toMatchObject({ width: 2, height: 2, channels: 1, bits: 8 });
});

test("a cipher image keeps one pixel of every square", () => {
  const small = thinned(image({ width: 3, height: 3 }, [1, 2, 3, 4, 5, 6, 7, 8, 9]), 2);
  expect([...small.data]).toEqual([1, 3, 7, 9]);
});

test("every depth and colour model can be looked at", () => {
  const row = { width: 1, height: 1 };
  const seen = (shape: Partial<Image>, samples: readonly number[]): number[] => [
    ...averaged(image({ ...row, ...shape }, samples), 9).data,
  ];
  expect(seen({ bits: 1 }, [1])).toEqual([255]);
  expect(seen({ bits: 4 }, [7])).toEqual([119]);
  expect(seen({ bits: 16 }, [0x12, 0x34])).toEqual([0x12]);
  expect(seen({ bits: 12 }, [0x0f, 0xff])).toEqual([255]);
  expect(seen({ channels: 2, colour: "gray-alpha" }, [9, 0])).toEqual([9]);
  expect(seen({ channels: 4, colour: "rgba" }, [1, 2, 3, 0])).toEqual([1, 2, 3]);
  // Full cyan ink leaves no red; black ink darkens the rest.
  expect(seen({ channels: 4, colour: "cmyk" }, [255, 0, 0, 51])).toEqual([0, 204, 204]);
});

test("bits are drawn from the highest to the lowest", async () => {
  const drawn = await bitPlanes(image({}, [0b1000_0001, 0, 0, 0]), 0, 8);
  expect(drawn.map(({ bit }) => bit)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  const lit = await Promise.all(drawn.map(async ({ picture }) => (await opened(picture)).data[0]));
  expect(lit).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
});

test("samples are drawn against their neighbours, dark ones at the lower left", async () => {
  const gradient = Array.from({ length: 64 * 4 }, (_, i) => (i % 64) * 4);
  const [right, below] = await Promise.all(
    neighbours.slice(0, 2).map(async (neighbour) => {
      const picture = await scatterPicture(image({ width: 64, height: 4 }, gradient), neighbour);
      const { data, width, height } = await opened(picture!);
      const dots = Array.from({ length: width * height }, (_, i) => i).filter(
        (i) => data[4 * i + 3]! > 0,
      );
      return dots.map((i) => [i % width, height - 1 - Math.floor(i / width)] as const);
    }),
  );
  // Every sample is 4 more than the one before, which is 2 of 128 levels.
  expect(right!.every(([x, y]) => y === x + 2)).toBe(true);
  expect(right).toHaveLength(63);
  expect(below!.every(([x, y]) => y === x)).toBe(true);
});

test("a single row has no neighbours below", async () => {
  const { scatters } = await imagePictures(
    image({ width: 4, height: 1 }, [1, 2, 3, 4]),
    "plain",
    8,
  );
  expect(scatters.map(({ direction }) => direction)).toEqual(["horizontal"]);
});

test("a difference of one sample by one is seen, and where it is", async () => {
  const before = image({ width: 40, height: 40 }, Array<number>(1600).fill(9));
  const data = before.data.slice();
  data[40 * 30 + 20] = 10;
  const { picture, changed, samples, places } = await differenceMap(
    before,
    { ...before, data },
    20,
  );
  expect([changed, samples]).toEqual([1, 1600]);
  expect(places).toEqual([{ x: 10, y: 15 }]);
  const map = await opened(picture);
  expect(map.data.reduce((sum, level) => sum + level, 0)).toBe(1);
  expect(map.data[15 * 20 + 10]).toBe(1);
});

test("differences of 16 bits are those of the samples; many places are not listed", async () => {
  const before = image({ width: 4, height: 4, bits: 16 }, Array<number>(32).fill(0));
  const after = { ...before, data: before.data.map((_, i) => (i % 2 === 0 ? 128 : 0)) };
  const { picture, changed, places } = await differenceMap(before, after, 8);
  expect(changed).toBe(16);
  expect(places).toEqual([]);
  expect(new Set((await opened(picture)).data)).toEqual(new Set([8]));
});
