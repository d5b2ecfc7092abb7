import { expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage } from "../index.ts";
import { segment } from "../jpeg/made-jpeg-scans.test.data.ts";

test("a file that begins with a comment is read, and the comment told of", async () => {
  const dicom = Buffer.from(caseFile("gdcm-jpegls.dcm"));
  const start = dicom.indexOf("ffd8fff7", 0, "hex");
  const file = Uint8Array.from(dicom.subarray(start, dicom.indexOf("ffd9", start, "hex") + 2));
  const comment = segment(0xfe, new Uint8Array(1000).fill(0x41));
  const more = concat([file.subarray(0, 2), comment, file.subarray(2)]);
  const told: string[] = [];
  const image = await decodeImage(more, { onNotKept: (what) => void told.push(...what) });
  expect(image).toEqual(await decodeImage(file));
  expect(told).toEqual(["a comment (COM), 1000 bytes"]);
});
