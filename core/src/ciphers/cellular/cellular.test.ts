import { expect, it, vi } from "vitest";
import { cellularContinuous, cellularContinuousLiteral } from "./cellular-continuous.ts";
import { cellularDna, cellularDnaLiteral } from "./cellular-dna.ts";
import { cellularDual } from "./cellular-dual.ts";
import { cellularMedical } from "./cellular-medical.ts";
import type { Cipher } from "../cipher.ts";

function bytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
}

async function encrypted(cipher: Cipher, data: Uint8Array): Promise<Uint8Array> {
  const raster = { width: 64, height: 64, channels: 1, bytesPerSample: 1, data } as const;
  const copy = data.slice();
  await cipher.encrypt({ ...raster, data: copy }, bytes(cipher.nativeKey.bytes, 1));
  return copy;
}

function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, i) => byte ^ other[i]!);
}

it.each([
  { cipher: cellularContinuousLiteral, affine: true },
  { cipher: cellularDnaLiteral, affine: true },
  { cipher: cellularDna, affine: false },
])(
  "$cipher.id: the cipher images of black, a and b give that of a ^ b: $affine",
  async ({ cipher, affine }) => {
    const [a, b] = [bytes(4096, 2), bytes(4096, 77).map((byte) => byte >> 1)];
    const [black, first, second, sum] = await Promise.all(
      [new Uint8Array(4096), a, b, xor(a, b)].map((data) => encrypted(cipher, data)),
    );
    expect(Buffer.compare(xor(xor(first!, second!), black!), sum!) === 0).toBe(affine);
  },
);

it("cellular-dual: a change in either image changes both", async () => {
  const before = await encrypted(cellularDual, bytes(4096, 3));
  for (const at of [0, 2047, 2048, 4095]) {
    const plain = bytes(4096, 3);
    plain[at]! += 1;
    const after = await encrypted(cellularDual, plain);
    for (const image of [0, 2048]) {
      const same = after
        .subarray(image, image + 2048)
        .filter((byte, i) => byte === before[image + i]);
      // 8 are expected by chance.
      expect(same.length).toBeLessThan(25);
    }
  }
});

it.each([cellularContinuous, cellularDna, cellularDual, cellularMedical])(
  "$id gives the same bytes where there is no WebAssembly SIMD",
  async (cipher) => {
    const expected = await encrypted(cipher, bytes(4096, 5));
    const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    try {
      const found = await encrypted(cipher, bytes(4096, 5));
      expect(validate).toHaveBeenCalled();
      expect(Buffer.compare(found, expected)).toBe(0);
    } finally {
      validate.mockRestore();
    }
  },
);
