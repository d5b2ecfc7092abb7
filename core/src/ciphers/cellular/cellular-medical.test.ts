import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { decodeImage } from "../../image/index.ts";
import { realFiles } from "../../image/real-files.test.data.ts";
import { decrypt, encrypt } from "../../index.ts";
import { joinBytes, splitBytes } from "../../layers/byte-planes.ts";
import { cellularContinuous } from "./cellular-continuous.ts";
import { cellularMedical } from "./cellular-medical.ts";
import type { Raster } from "../raster.ts";

const native = Uint8Array.from({ length: cellularMedical.nativeKey.bytes }, (_, i) => 91 * i + 5);

/** 12 bits in samples of 16, with a soft shape on a dark ground as scanners give it. */
function scan(width: number, height: number): Raster {
  const data = new Uint8Array(2 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.5];
    const sample = Math.floor(4095 * Math.max(0.02, 0.9 - 4 * (x * x + y * y)));
    data[2 * i] = sample >> 8;
    data[2 * i + 1] = sample;
  }
  return { width, height, channels: 1, bytesPerSample: 2, data };
}

it("does to 12-bit samples what the cipher on their network does to both planes in a row", async () => {
  const image = scan(37, 23);
  const plain = image.data.slice();
  const { high, low } = splitBytes(plain);
  const planes = Uint8Array.of(...high, ...low);
  const row: Raster = { ...image, height: 46, bytesPerSample: 1, data: planes };
  await cellularContinuous.encrypt(row, native);
  const half = high.length;
  const expected = new Uint8Array(plain.length);
  joinBytes({ high: planes.subarray(0, half), low: planes.subarray(half) }, expected);
  const keyVector = await cellularMedical.encrypt(image, native);
  expect(Buffer.compare(image.data, expected)).toBe(0);
  // Of 12 bits the upper four are always 0 before, and hardly ever after.
  const zeros = image.data.filter((byte, i) => i % 2 === 0 && byte >> 4 === 0);
  expect(zeros.length).toBeLessThan(half / 8);
  expect(await cellularMedical.decrypt(image, native, keyVector)).toEqual(keyVector);
  expect(Buffer.compare(image.data, plain)).toBe(0);
});

it("tells once, when all is done, that its rows are final", async () => {
  const image = scan(20, 10);
  const seen: string[] = [];
  let samples = "";
  await cellularMedical.encrypt(image, native, {
    onRows: (first, end) => {
      seen.push(`${first} ${end}`);
      samples = image.data.join(" ");
    },
  });
  expect(seen).toEqual(["0 10"]);
  expect(samples).toBe(image.data.join(" "));
});

const files = realFiles(/highres\/weld_16bit\.png|pngsuite\/basn(0g|2c|4a|6a)16\.png|grey16\.png/);

it.skipIf(files.length === 0).each(files)("gives back $path", async (file) => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
  const plain = file.read();
  const sealed = await encrypt(plain, { key, cipher: "cellular-medical" });
  const { bytes, cipher } = await decrypt(sealed, { key });
  expect(cipher).toBe("cellular-medical");
  const [before, after] = [await decodeImage(plain), await decodeImage(bytes)];
  expect(before.bits).toBe(16);
  expect(isDeepStrictEqual(after, before)).toBe(true);
});
