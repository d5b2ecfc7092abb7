import { deflateSync } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { fastCrc32 } from "../../kernels/checksums/checksums-kernel.ts";
import { adler32, crc32, portableAdler32 } from "./checksums.ts";
import { portableCrc32 } from "./portable-crc32.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test("known answers", () => {
  expect(crc32(text("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
  expect(adler32(text("Wikipedia"))).toBe(0x11e60398);
  expect(adler32(new Uint8Array())).toBe(1);
});

test.prop([fc.uint8Array({ maxLength: 300 }), fc.nat()])(
  "both CRCs agree, whole and in two parts",
  (bytes, at) => {
    const cut = bytes.length === 0 ? 0 : at % bytes.length;
    const whole = crc32(bytes);
    expect(portableCrc32(bytes, 0)).toBe(whole);
    expect(portableCrc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(whole);
    expect(crc32(bytes.subarray(cut), portableCrc32(bytes.subarray(0, cut), 0))).toBe(whole);
  },
);

test.prop([fc.uint8Array({ maxLength: 300 }), fc.nat()])(
  "Adler-32 is what zlib writes, whole and in two parts",
  (bytes, at) => {
    const written = deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4);
    const cut = bytes.length === 0 ? 0 : at % bytes.length;
    expect(adler32(bytes)).toBe(written);
    expect(adler32(bytes.subarray(cut), adler32(bytes.subarray(0, cut)))).toBe(written);
  },
);

test("Adler-32 does not overflow on the largest bytes", () => {
  const bytes = new Uint8Array(100_000).fill(255);
  expect(adler32(bytes)).toBe(deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4));
});

test("both are the same with and without WebAssembly, around every block size", () => {
  for (const length of [0, 1, 15, 16, 17, 5551, 5552, 5553, 65_535, 65_536, 65_537, 200_001]) {
    for (const fill of [0xff, undefined]) {
      const bytes = Uint8Array.from({ length }, (_, i) => fill ?? (i * i) >> 3);
      for (const seed of [1, 0xfff0fff0]) {
        expect(adler32(bytes, seed)).toBe(portableAdler32(bytes, seed));
        expect(fastCrc32(bytes, seed)).toBe(portableCrc32(bytes, seed));
      }
    }
  }
});
