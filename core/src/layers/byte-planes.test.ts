import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { joinBytes, splitBytes } from "./byte-planes.ts";

test.prop([fc.uint8Array({ maxLength: 50 }).map((bytes) => bytes.subarray(bytes.length % 2))])(
  "joining undoes splitting",
  (data) => {
    const planes = splitBytes(data);
    const joined = new Uint8Array(data.length);
    joinBytes(planes, joined);
    expect(joined).toEqual(data);
  },
);

it("separates the high bytes of 12-bit samples from the low ones", () => {
  const { high, low } = splitBytes(Uint8Array.of(0x0f, 0xff, 0x00, 0x12, 0x08, 0x34));
  expect([...high]).toEqual([0x0f, 0x00, 0x08]);
  expect([...low]).toEqual([0xff, 0x12, 0x34]);
});

it("refuses half a sample", () => {
  expect(() => splitBytes(new Uint8Array(3))).toThrow(/16-bit samples, got 3 bytes/);
});
