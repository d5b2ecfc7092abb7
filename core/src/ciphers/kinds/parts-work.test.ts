import { describe, expect, test } from "vitest";
import type { Cipher, TilePart, TileWork } from "../cipher.ts";
import { ciphers } from "../index.ts";
import { rowBytes, type Raster } from "../raster.ts";

const inParts = ciphers.filter((cipher) => cipher.inParts !== undefined);

/** Four bands of tiles, the last of ten rows, of two tiles and a narrow one. */
const raster: Raster = {
  width: 67,
  height: 778,
  channels: 2,
  bytesPerSample: 1,
  data: Uint8Array.from({ length: 67 * 778 * 2 }, (_, i) => Math.imul(i, 2654435761) >>> 24),
};

/** The raster's bytes as parts, from the top down. */
function* parts(data: Uint8Array, rows: number): Generator<TilePart> {
  const width = rowBytes(raster);
  for (let top = 0; top < raster.height; top += rows) {
    yield { data: data.subarray(top * width, (top + rows) * width), top, left: 0, width };
  }
}

async function inTurn(
  data: Uint8Array,
  rows: number,
  work: (part: TilePart) => Promise<void>,
): Promise<void> {
  for (const part of parts(data, rows)) await work(part);
}

test("the ciphers whose tiles are independent work in parts", () => {
  expect(inParts.map(({ id }) => id)).toEqual([
    "hybrid",
    "cnn-only",
    "hybrid-first",
    "cnn-only-first",
  ]);
});

describe.each(inParts)("$id in parts", (cipher: Cipher) => {
  const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 31 * i + 7);
  const begin = (): Promise<TileWork> => cipher.inParts!(raster, key, { threads: 1 });

  test.each([256, 512])("of %i rows gives the same as all at once", async (rows) => {
    const whole = raster.data.slice();
    const keyVector = await cipher.encrypt({ ...raster, data: whole }, key, { threads: 1 });

    const data = raster.data.slice();
    const first = await begin();
    await inTurn(data, rows, (part) => first.digest(part));
    expect(first.keyVector()).toEqual(keyVector);
    expect(Buffer.compare(data, raster.data)).toBe(0);

    const second = await begin();
    await inTurn(data, rows, (part) => second.encrypt(part, keyVector));
    expect(Buffer.compare(data, whole)).toBe(0);
    expect(second.keyVector()).toEqual(keyVector);

    const back = await begin();
    await inTurn(data, rows, (part) => back.decrypt(part, keyVector));
    expect(Buffer.compare(data, raster.data)).toBe(0);
    expect(back.keyVector()).toEqual(keyVector);
  });

  test("parts in another order give another key vector", async () => {
    const work = await begin();
    for (const part of [...parts(raster.data, 256)].toReversed()) await work.digest(part);
    const right = await begin();
    for (const part of parts(raster.data, 256)) await right.digest(part);
    expect(work.keyVector()).not.toEqual(right.keyVector());
  });
});
