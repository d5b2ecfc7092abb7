import { readdirSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { beforeAll, describe, expect } from "vitest";
import { NeuroveilError } from "../errors.ts";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage, encodeImage } from "./index.ts";
import { drawnJpeg } from "./jpeg/made-jpeg.test.data.ts";
import { noise, pngFile } from "./png/made-png.test.data.ts";
import { oddJpegs } from "./jpeg/odd-jpegs.test.data.ts";
import { chunkBytes, readChunks } from "./png/chunks.ts";
import { realFiles } from "./real-files.test.data.ts";
import { encodeTiff } from "./tiff/write.ts";
import { concat } from "../bytes/arrays.ts";

/** Files to damage, by name. */
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const [name, file] of Object.entries(oddJpegs)) files.set(name, file);
  for (const progressive of [false, true]) {
    files.set(`drawn, progressive ${progressive}`, await drawnJpeg(3, { progressive }));
  }
  const header = { width: 20, height: 10, depth: 8, colourType: 2, interlaced: true } as const;
  files.set(
    "png",
    pngFile(
      header,
      noise(700, 1).map((byte) => byte % 5),
    ),
  );
  const shape = { width: 5, height: 5, channels: 4, bits: 8, colour: "cmyk" } as const;
  files.set(
    "tiff",
    encodeTiff({ ...shape, data: noise(100, 2), metadata: { icc: noise(200, 3) } }),
  );
  const names = readdirSync(new URL("cases/", import.meta.url));
  const damageable =
    /lossless.*(dcm|jpg)$|deflated\.dcm$|^tiffcp-(fax-g3-2d-lsb|fax-g4-tiles|jpeg-rgba|jpeg-ycc-tiles)\.tif$/;
  for (const name of names.filter((each) => damageable.test(each))) {
    files.set(name, caseFile(name));
  }
  for (const { path, read } of realFiles(/^(pngsuite|jpeg|png-extra)\/.*\.(png|jpg)$/)) {
    const file = new Uint8Array(read());
    if (file.length < 30_000) files.set(path, file);
  }
});

/** The PNG with all CRCs right again, so that the damage gets past them. */
function mended(file: Uint8Array): Uint8Array {
  try {
    const chunks = readChunks(file, { lenientCrc: true });
    return concat([file.subarray(0, 8), ...chunks.map(({ type, data }) => chunkBytes(type, data))]);
  } catch {
    return file;
  }
}

const damage = fc.record({
  which: fc.nat(),
  changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    maxLength: 4,
  }),
  early: fc.boolean(),
  keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});

describe("a damaged file is refused with a NeuroveilError, or is an image that comes back", () => {
  test.prop([damage], { numRuns: 20_000 })("whatever the damage", async (what) => {
    const all = [...files.values()];
    const file = all[what.which % all.length]!.slice();
    for (const [place, value] of what.changes) {
      file[Math.floor(place * (what.early ? Math.min(file.length, 300) : file.length - 1))] = value;
    }
    const cut = mended(file.subarray(0, Math.ceil(file.length * what.keep)));
    let image;
    try {
      image = await decodeImage(cut, { maxBytes: 1 << 26 });
    } catch (error) {
      expect(error).toBeInstanceOf(NeuroveilError);
      return;
    }
    const { bytes } = await encodeImage(image);
    const again = await decodeImage(bytes);
    expect(Buffer.compare(again.data, image.data)).toBe(0);
  });
});
