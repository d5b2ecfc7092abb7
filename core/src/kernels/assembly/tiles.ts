// Eight tiles between the staged raster and the lanes.
import { OUTPUT, PITCH, PLANE, STAGE, VALID } from "./memory";
import { output } from "./lstm";

/** Transposes 8 x 8 words: row l of `from` (distance `fromPitch`) becomes lane l. */
@inline
function transpose(from: usize, fromPitch: usize, to: usize, toPitch: usize): void {
  const a = v128.load(from), b = v128.load(from + fromPitch), c = v128.load(from + 2 * fromPitch), d = v128.load(from + 3 * fromPitch);
  const e = v128.load(from + 4 * fromPitch), f = v128.load(from + 5 * fromPitch), g = v128.load(from + 6 * fromPitch), h = v128.load(from + 7 * fromPitch);
  const a0 = i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11), a1 = i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  const c0 = i16x8.shuffle(c, d, 0, 8, 1, 9, 2, 10, 3, 11), c1 = i16x8.shuffle(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  const e0 = i16x8.shuffle(e, f, 0, 8, 1, 9, 2, 10, 3, 11), e1 = i16x8.shuffle(e, f, 4, 12, 5, 13, 6, 14, 7, 15);
  const g0 = i16x8.shuffle(g, h, 0, 8, 1, 9, 2, 10, 3, 11), g1 = i16x8.shuffle(g, h, 4, 12, 5, 13, 6, 14, 7, 15);
  const a2 = i32x4.shuffle(a0, c0, 0, 4, 1, 5), a3 = i32x4.shuffle(a0, c0, 2, 6, 3, 7);
  const a4 = i32x4.shuffle(a1, c1, 0, 4, 1, 5), a5 = i32x4.shuffle(a1, c1, 2, 6, 3, 7);
  const e2 = i32x4.shuffle(e0, g0, 0, 4, 1, 5), e3 = i32x4.shuffle(e0, g0, 2, 6, 3, 7);
  const e4 = i32x4.shuffle(e1, g1, 0, 4, 1, 5), e5 = i32x4.shuffle(e1, g1, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(a2, e2, 0, 2));
  v128.store(to + toPitch, i64x2.shuffle(a2, e2, 1, 3));
  v128.store(to + 2 * toPitch, i64x2.shuffle(a3, e3, 0, 2));
  v128.store(to + 3 * toPitch, i64x2.shuffle(a3, e3, 1, 3));
  v128.store(to + 4 * toPitch, i64x2.shuffle(a4, e4, 0, 2));
  v128.store(to + 5 * toPitch, i64x2.shuffle(a4, e4, 1, 3));
  v128.store(to + 6 * toPitch, i64x2.shuffle(a5, e5, 0, 2));
  v128.store(to + 7 * toPitch, i64x2.shuffle(a5, e5, 1, 3));
}

/** Eight tiles side by side, from column `column` (bytes) of the stage. */
export function gather(column: usize, pitch: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const from = STAGE + row * pitch + column, to = PLANE + row * PITCH;
    for (let i: usize = 0; i < 64; i += 16) transpose(from + i, 64, to + (i << 3), 16);
  }
  // What lies below counts as zero, down to the neighbours of the row that makes `rows` even; a
  // longer block may have left words there.
  memory.fill(PLANE + rows * PITCH, 0, 2 * PITCH);
}

export function scatter(column: usize, pitch: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const from = PLANE + row * PITCH, to = STAGE + row * pitch + column;
    for (let i: usize = 0; i < 64; i += 16) transpose(from + (i << 3), 16, to + i, 64);
  }
}

/** The digests of eight tiles, 64 bytes each. */
export function scatterOutput(to: usize): void {
  for (let i: usize = 0; i < 64; i += 16) transpose(OUTPUT + (i << 3), 16, to + i, 64);
}

/** Adds the network's output to step t of a half. */
export function addMask(t: usize, half: usize): void {
  const even = PLANE + (2 * t + half) * PITCH, odd = PLANE + (2 * t + 1 - half) * PITCH;
  for (let u: usize = 0; u < 32; u += 2) {
    const p = even + (u << 4), q = odd + (u << 4) + 16;
    v128.store(p, i8x16.add(v128.load(p), output(u)));
    v128.store(q, i8x16.add(v128.load(q), output(u + 1)));
  }
}

export function subtractMask(t: usize, half: usize): void {
  const even = PLANE + (2 * t + half) * PITCH, odd = PLANE + (2 * t + 1 - half) * PITCH;
  for (let u: usize = 0; u < 32; u += 2) {
    const p = even + (u << 4), q = odd + (u << 4) + 16;
    v128.store(p, i8x16.sub(v128.load(p), output(u)));
    v128.store(q, i8x16.sub(v128.load(q), output(u + 1)));
  }
}

/** Marks the bytes of eight tiles that belong to the image, when only `bytes` of 512 do. */
export function setValid(bytes: usize): void {
  for (let u: usize = 0; u < 32; u++) {
    for (let lane: usize = 0; lane < 8; lane++) {
      const first = lane * 64 + u * 2;
      store<u16>(VALID + (u << 4) + (lane << 1), first + 1 < bytes ? 0xffff : first < bytes ? 0x00ff : 0);
    }
  }
}

/** Makes what is outside the image zero again after a mask was added. */
export function clearOutside(rows: usize, partial: bool): void {
  memory.fill(PLANE + rows * PITCH, 0, 512);
  if (!partial) return;
  for (let row: usize = 0; row < rows; row++) {
    for (let i: usize = 0; i < 512; i += 16) {
      const p = PLANE + row * PITCH + i;
      v128.store(p, v128.and(v128.load(p), v128.load(VALID + i)));
    }
  }
}
