import { describe, expect, test } from "vitest";
import { decodeImage } from "../../image/decode.ts";
import { caseFile } from "../../image/cases.test.data.ts";
import { createKeyRing } from "../../keys/index.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealInput } from "../index.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const cipher = xorCipher();

const [width, height] = [37, 29];
const samples = noiseImage(width, height, 3, 8);
const head = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
const pnm = new Uint8Array([...head, ...samples.data]);
const room = new Uint8Array(pnm.length + 100);
room.set(pnm, 50);

describe.each([1, undefined])("threads: %o", (threads) => {
  test.each([
    ["PNG", caseFile("png-idot.png")],
    ["PNM", pnm],
    ["PNM in the middle of other memory", room.subarray(50, 50 + pnm.length)],
    ["JPEG", caseFile("jpeg-xmp.jpg")],
    ["TIFF", caseFile("gdal-copies.tif")],
    ["EXR", caseFile("openexr-none-float.exr")],
    ["DICOM", caseFile("dcmtk-lossless-1.dcm")],
  ])("%s: samples are encrypted where they lie, the file stays as it is", async (_, file) => {
    const around = new Uint8Array(file.buffer).slice();
    const contentKey = { bytes: key, wrapped: undefined };
    const sealing = { contentKey, cipher, protection: "sealed", threads } as const;
    const [one, other] = [await sealInput(file, sealing), await sealInput(file, sealing)];
    expect(Buffer.compare(new Uint8Array(file.buffer), around)).toBe(0);
    for (const { bytes, payload } of [one, other]) {
      const opened = await openContainer(bytes, {
        keys: createKeyRing({ key }),
        ciphers: [cipher],
      });
      expect(payload).toBe("pixels");
      if (opened.payload !== "pixels") throw new Error("a file");
      expect(opened.image).toEqual(await decodeImage(file));
    }
  });
});
