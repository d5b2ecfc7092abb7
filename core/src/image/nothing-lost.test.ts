import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { concat } from "../bytes/arrays.ts";
import { caseFile } from "./cases.test.data.ts";
import { plainJpeg, segmentOf, withSegments } from "./jpeg/listing.test.data.ts";
import { silentLosses } from "./nothing-lost.test.data.ts";

const plain = plainJpeg(caseFile("jpeg-xmp.jpg"));

/** What applications begin their segments with. */
const names = [
  "JFIF\0|JFXX\0|AVI1|Exif\0\0|Exif\0\0II*\0|Exif\0\0MM\0*|FLIR\0|MPF\0|FPXR\0|Adobe_CM|Adobe|Ducky\0",
  "http://ns.adobe.com/xap/1.0/\0|http://ns.adobe.com/xap/1.1/\0|http://ns.adobe.com/xmp/extension/\0",
  "ICC_PROFILE\0|ICC_PROFILE\0\x01\x01|ICC_PROFILE\0\0\x02|ICC_PROFILE\0\x01\x02|Photoshop 3.0\0",
  "JP\0\x01\0\0\0\x01||\0|\xff",
].flatMap((line) => line.split("|"));

const segment = fc
  .record({
    marker: fc.oneof(fc.integer({ min: 0xe0, max: 0xef }), fc.constantFrom(0xe1, 0xe2, 0xed, 0xfe)),
    name: fc.constantFrom(...names),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
    ),
  })
  .map(({ marker, name, content }) => segmentOf(marker, name, content));
const tail = fc.oneof(
  fc.constant(new Uint8Array()),
  fc.uint8Array({ maxLength: 9 }),
  fc.constantFrom(new Uint8Array(3), Uint8Array.of(0xff, 0xd9)),
);

property.prop([fc.array(segment, { maxLength: 8 }), tail], { numRuns: 150 })(
  "whatever segments a JPEG has, each comes back or is said to be lost",
  async (segments, end) => {
    expect(await silentLosses(concat([withSegments(plain, ...segments), end]))).toEqual([]);
  },
);

test.each([
  "jpeg-exif-two-segments.jpg",
  "jpeg-icc-twice-the-same.jpg",
  "jpeg-mpo-two-views.jpg",
  "jpeg-ultrahdr-gain-map.jpg",
  "jpeg-xmp.jpg",
])("%s", async (name) => {
  expect(await silentLosses(caseFile(name))).toEqual([]);
});
