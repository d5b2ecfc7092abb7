import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage } from "../index.ts";
import { deflatedDicom, madeDicom, smallShape } from "./made-dicom.test.data.ts";

test("no more than 128 MiB beside a deflated DICOM's pixels are counted", async () => {
  const plain = madeDicom("explicit", [...smallShape, ["7fe00010", "OW", new Uint8Array(64)]]);
  const zeros = new Uint8Array(2 ** 27 + 2 ** 20);
  // A private element, in front of all others.
  const element = concat([Uint8Array.of(9, 0, 1, 16, 0x4f, 0x42, 0, 0, 0, 0, 0x10, 8), zeros]);
  const bomb = deflatedDicom(plain, (bytes) =>
    deflateRawSync(concat([element, bytes]), { level: 1 }),
  );
  await expect(decodeImage(bomb)).rejects.toMatchObject({
    code: "limit",
    file: "a DICOM file with a deflated data set of more than 134.2 MB",
  });
});
