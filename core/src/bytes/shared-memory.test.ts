import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { copyBytes } from "./shared-memory.ts";

/** Bytes at a place of their own in memory that is shared or not, between bytes that must stay. */
function placed(shared: boolean, offset: number, length: number): Uint8Array {
  const size = offset + length + 16;
  const buffer = shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size);
  new Uint8Array(buffer).fill(0xee);
  return new Uint8Array(buffer, offset, length);
}

const offset = fc.integer({ min: 0, max: 17 });
// Shorter than a word, around the room's size, and more than twice that.
const length = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: (1 << 14) - 9, max: (1 << 14) + 9 }),
  fc.integer({ min: (1 << 15) + 1, max: (1 << 15) + 40 }),
);

test.prop([fc.boolean(), fc.boolean(), offset, offset, length, fc.nat(20)])(
  "bytes arrive wherever they lie, and nothing around them changes",
  (fromShared, toShared, fromOffset, toOffset, count, space) => {
    const from = placed(fromShared, fromOffset, count);
    for (let i = 0; i < count; i++) from[i] = (i * 197 + 13) & 255;
    const to = placed(toShared, toOffset, count + space);
    copyBytes(from, to);
    const all = new Uint8Array(to.buffer).slice();
    expect(Buffer.compare(all.subarray(toOffset, toOffset + count), from.slice())).toBe(0);
    const around = [...all.subarray(0, toOffset), ...all.subarray(toOffset + count)];
    expect(around.every((byte) => byte === 0xee)).toBe(true);
  },
);
