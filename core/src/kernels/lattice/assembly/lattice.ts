// The two planes of bytes of layers/lattice.ts: coupling, shuffle, digest, skew-tent mask and channel
// mixing, 16 bytes at a time. Where the planes lie is the caller's business; every plane has a halo on
// both sides that repeats it, so that no neighbour needs a modulo.

/** Nine 16-bit weights of a coupling. */
const WEIGHTS: usize = 1024;
/** 16 bytes: from which byte of a block each comes, and the inverse. */
const LANES: usize = 1056;
const INVERSE_LANES: usize = 1072;
/** 32 words of 16 bits. */
const DIGEST: usize = 1088;
/** Rounds of a digest without input: behind each with one, and at its end. */
const BLANK_ROUNDS = 4;
const LAST_ROUNDS = 8;
/** 16 states of skew-tent maps, their slopes left of the top and right of it, in f64. */
const STATES: usize = 1152;
const LEFT: usize = 1280;
const RIGHT: usize = 1408;
/** Up to 4 x 4 bytes, row by row. */
const MATRIX: usize = 1536;
/** Drawn order of the blocks, 32 bits each, at the end of all planes. */

/** Repeats the plane on both sides of it. */
export function extend(plane: usize, cells: usize, halo: usize): void {
  if (cells >= halo) {
    memory.copy(plane - halo, plane + cells - halo, halo);
    memory.copy(plane + cells, plane, halo);
  } else if (cells > 0) {
    for (let i: usize = 0; i < halo; i++) store<u8>(plane + cells + i, load<u8>(plane + i));
    for (let i: usize = 1; i <= halo; i++) store<u8>(plane - i, load<u8>(plane + cells - i));
  }
}

/** Eight words s (2s + 1), of which byte 1 counts. */
@inline
function activation(s: v128): v128 {
  return i16x8.mul(s, v128.or(i16x8.add(s, s), i16x8.splat(1)));
}

/** The upper halves of eight 32-bit words. */
@inline
function upper(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
}

@inline
function weight(i: usize): v128 {
  return v128.load16_splat(WEIGHTS + (i << 1));
}

@inline
function sum3(a: v128, b: v128, c: v128): v128 {
  return i16x8.add(a, i16x8.add(b, c));
}

/** Adds to (or takes from) the target the activated convolution of the source; pitch 0: no source. */
export function couple(target: usize, source: usize, cells: usize, pitch: usize, start: u32, increment: u32, subtract: bool): void {
  const w0 = weight(0), w1 = weight(1), w2 = weight(2), w3 = weight(3), w4 = weight(4);
  const w5 = weight(5), w6 = weight(6), w7 = weight(7), w8 = weight(8);
  const one = i32x4.splat(increment), half = i32x4.splat(increment << 3), step = i32x4.splat(increment << 4);
  const low = i16x8.splat(255);
  // Biases of cells 0, 2, 4, 6; the even ones 8 to 14 and all odd ones are a sum away.
  let bias = i32x4.add(i32x4.splat(start), i32x4.mul(i32x4.splat(increment), i32x4(0, 2, 4, 6)));
  for (let i: usize = 0; i < cells; i += 16) {
    const next = i32x4.add(bias, half);
    // Words of 16 bits hold an even cell below and an odd one above: sums of the two by themselves.
    let evens = upper(bias, next), odds = upper(i32x4.add(bias, one), i32x4.add(next, one));
    if (pitch) {
      const at0 = source + i - pitch, here0 = v128.load(at0);
      const even0 = v128.and(here0, low), odd0 = i16x8.shr_u(here0, 8);
      const left0 = v128.and(v128.load(at0 - 1), low), right0 = i16x8.shr_u(v128.load(at0 + 1), 8);
      evens = i16x8.add(evens, sum3(i16x8.mul(w0, left0), i16x8.mul(w1, even0), i16x8.mul(w2, odd0)));
      odds = i16x8.add(odds, sum3(i16x8.mul(w0, even0), i16x8.mul(w1, odd0), i16x8.mul(w2, right0)));
      const at1 = source + i, here1 = v128.load(at1);
      const even1 = v128.and(here1, low), odd1 = i16x8.shr_u(here1, 8);
      const left1 = v128.and(v128.load(at1 - 1), low), right1 = i16x8.shr_u(v128.load(at1 + 1), 8);
      evens = i16x8.add(evens, sum3(i16x8.mul(w3, left1), i16x8.mul(w4, even1), i16x8.mul(w5, odd1)));
      odds = i16x8.add(odds, sum3(i16x8.mul(w3, even1), i16x8.mul(w4, odd1), i16x8.mul(w5, right1)));
      const at2 = source + i + pitch, here2 = v128.load(at2);
      const even2 = v128.and(here2, low), odd2 = i16x8.shr_u(here2, 8);
      const left2 = v128.and(v128.load(at2 - 1), low), right2 = i16x8.shr_u(v128.load(at2 + 1), 8);
      evens = i16x8.add(evens, sum3(i16x8.mul(w6, left2), i16x8.mul(w7, even2), i16x8.mul(w8, odd2)));
      odds = i16x8.add(odds, sum3(i16x8.mul(w6, even2), i16x8.mul(w7, odd2), i16x8.mul(w8, right2)));
    }
    const f = v128.or(i16x8.shr_u(activation(evens), 8), v128.andnot(activation(odds), low));
    const t = v128.load(target + i);
    v128.store(target + i, subtract ? i8x16.sub(t, f) : i8x16.add(t, f));
    bias = i32x4.add(bias, step);
  }
}

@inline
function turnedProduct(x: u32): u32 {
  return rotl<u32>(x * (2 * x + 1), 16);
}

let state: u32 = 0;
let growth: u32 = 0;

/** Uniform below `bound`; words that would favour the low numbers are thrown away. */
@inline
function word(): u32 {
  state += growth;
  return turnedProduct(turnedProduct(state));
}

/** Uniform below `bound`; words that would favour the low numbers are thrown away. */
@inline
function below(bound: u32): u32 {
  let drawn: u32 = word();
  // The limit is above 2^32 - bound: only beyond that does it take a second division to know it.
  if (drawn >= 0 - bound) {
    const limit: u32 = 0 - (0 - bound) % bound;
    while (limit != 0 && drawn >= limit) drawn = word();
  }
  return drawn % bound;
}

/** Draws the order of lanes and blocks (layers/block-shuffle.ts). */
export function drawOrder(order: usize, blocks: u32, seed: u32, increment: u32): void {
  state = seed;
  growth = increment;
  for (let i: u32 = 0; i < 16; i++) store<u8>(LANES + i, i);
  for (let i: u32 = 15; i > 0; i--) {
    const one = LANES + i, other = LANES + below(i + 1);
    const kept = load<u8>(other);
    store<u8>(other, load<u8>(one));
    store<u8>(one, kept);
  }
  for (let i: u32 = 0; i < 16; i++) store<u8>(INVERSE_LANES + load<u8>(LANES + i), i);
  for (let i: u32 = 0; i < blocks; i++) store<u32>(order + (i << 2), i);
  for (let i: u32 = blocks - 1; i > 0 && i < blocks; i--) {
    const one = order + (i << 2), other = order + (below(i + 1) << 2);
    const kept = load<u32>(other);
    store<u32>(other, load<u32>(one));
    store<u32>(one, kept);
  }
}

@inline
function around(place: usize, cells: usize): usize {
  return place >= cells ? place - cells : place;
}

/** Blocks of `from`, of `size` bytes each, in drawn order to `to`. */
export function shuffle(from: usize, to: usize, cells: usize, offset: usize, order: usize, blocks: usize, size: usize): void {
  const lanes = v128.load(LANES);
  let at: usize = 0;
  for (let i: usize = 0; i < blocks; i++) {
    const start = offset + <usize>load<u32>(order + (i << 2)) * size;
    for (let v: usize = 0; v < size; v += 16, at += 16)
      v128.store(to + at, i8x16.swizzle(v128.load(from + around(start + v, cells)), lanes));
  }
  for (; at < cells; at++) store<u8>(to + at, load<u8>(from + around(offset + at, cells)));
}

export function unshuffle(from: usize, to: usize, cells: usize, offset: usize, order: usize, blocks: usize, size: usize): void {
  const lanes = v128.load(INVERSE_LANES);
  let at: usize = 0;
  for (let i: usize = 0; i < blocks; i++) {
    const start = offset + <usize>load<u32>(order + (i << 2)) * size;
    for (let v: usize = 0; v < size; v += 16, at += 16) {
      const place = around(start + v, cells);
      v128.store(to + place, i8x16.swizzle(v128.load(from + at), lanes));
      // The vector that goes on at the beginning of the plane.
      if (place + 16 > cells) memory.copy(to, to + cells, place + 16 - cells);
    }
  }
  for (; at < cells; at++) store<u8>(to + around(offset + at, cells), load<u8>(from + at));
}

/** s (2s + 1) with its bytes swapped, in eight words. */
@inline
function turned(s: v128): v128 {
  const y = i16x8.mul(s, v128.or(i16x8.add(s, s), i16x8.splat(1)));
  return i8x16.shuffle(y, y, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

/** Word j + 1 in the place of word j. */
@inline
function turn(v: v128): v128 {
  return i8x16.shuffle(v, v, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1);
}

/** Word j + 3 in the place of word j. */
@inline
function turnThree(v: v128): v128 {
  return i8x16.shuffle(v, v, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5);
}

/** A vector of a digest with what it is given, the one before it, and the one before that one. */
@inline
function absorb(given: v128, before: v128, earlier: v128): v128 {
  return turned(i16x8.add(i16x8.add(turn(before), turnThree(earlier)), given));
}

/** Absorbs a plane into the 32 words at DIGEST, which hold its length; what follows it must be 64 zeros. */
export function digest(plane: usize, cells: usize): void {
  let a = v128.load(DIGEST), b = v128.load(DIGEST, 16), c = v128.load(DIGEST, 32), d = v128.load(DIGEST, 48);
  for (let i: usize = 0; ; i += 32) {
    for (let j = 0; j < BLANK_ROUNDS; j++) {
      a = absorb(a, d, c);
      b = absorb(b, a, d);
      c = absorb(c, b, a);
      d = absorb(d, c, b);
    }
    if (i >= cells) break;
    a = absorb(i16x8.add(a, v128.load(plane + i)), d, c);
    b = absorb(i16x8.add(b, v128.load(plane + i, 16)), a, d);
    c = absorb(c, b, a);
    d = absorb(d, c, b);
  }
  for (let i = 0; i < LAST_ROUNDS; i++) {
    a = absorb(a, d, c);
    b = absorb(b, a, d);
    c = absorb(c, b, a);
    d = absorb(d, c, b);
  }
  v128.store(DIGEST, a);
  v128.store(DIGEST, b, 16);
  v128.store(DIGEST, c, 32);
  v128.store(DIGEST, d, 48);
}

/** Even bytes to one plane, odd ones to the other. */
export function split(bytes: usize, length: usize, even: usize, odd: usize): void {
  const vectors = length & ~31;
  for (let i: usize = 0; i < vectors; i += 32) {
    const a = v128.load(bytes + i), b = v128.load(bytes + i, 16);
    v128.store(even + (i >> 1), i8x16.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
    v128.store(odd + (i >> 1), i8x16.shuffle(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
  }
  for (let i = vectors; i < length; i++) store<u8>((i & 1 ? odd : even) + (i >> 1), load<u8>(bytes + i));
}

export function join(bytes: usize, length: usize, even: usize, odd: usize): void {
  const vectors = length & ~31;
  for (let i: usize = 0; i < vectors; i += 32) {
    const a = v128.load(even + (i >> 1)), b = v128.load(odd + (i >> 1));
    v128.store(bytes + i, i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(bytes + i, i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
  }
  for (let i = vectors; i < length; i++) store<u8>(bytes + i, load<u8>((i & 1 ? odd : even) + (i >> 1)));
}

/** One step of the maps of lanes 2i and 2i + 1. */
@inline
function tent(i: usize): void {
  const s = v128.load(STATES + (i << 4));
  const next = f64x2.min(
    f64x2.mul(s, v128.load(LEFT + (i << 4))),
    f64x2.mul(f64x2.sub(f64x2.splat(1), s), v128.load(RIGHT + (i << 4))),
  );
  v128.store(STATES + (i << 4), f64x2.max(next, f64x2.splat(9.313225746154785e-10)));
}

/** Bits 29 to 36 behind the point of the states of lanes 2i and 2i + 1, in bytes 0 and 8. */
@inline
function digits(i: usize): v128 {
  return f64x2.add(v128.load(STATES + (i << 4)), f64x2.splat(65536));
}

/** Steps without output. */
export function settle(steps: i32): void {
  for (let step = 0; step < steps; step++) for (let i: usize = 0; i < 8; i++) tent(i);
}

/** Adds (or takes away) one byte of each map in turn. */
export function mask(bytes: usize, length: usize, subtract: bool): void {
  for (let at: usize = 0; at < length; at += 16) {
    for (let i: usize = 0; i < 8; i++) tent(i);
    const a = i8x16.shuffle(digits(0), digits(1), 0, 8, 16, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const b = i8x16.shuffle(digits(2), digits(3), 0, 8, 16, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const c = i8x16.shuffle(digits(4), digits(5), 0, 8, 16, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const d = i8x16.shuffle(digits(6), digits(7), 0, 8, 16, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const ab = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 0, 0, 0, 0, 0, 0, 0, 0);
    const cd = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 0, 0, 0, 0, 0, 0, 0, 0);
    const m = i8x16.shuffle(ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    const t = v128.load(bytes + at);
    v128.store(bytes + at, subtract ? i8x16.sub(t, m) : i8x16.add(t, m));
  }
}

@inline
function element(i: usize): u32 {
  return load<u8>(MATRIX + i);
}

/** Multiplies the three channels of every pixel, one byte each, by the matrix. */
export function mixThree(bytes: usize, pixels: usize): void {
  const a = element(0), b = element(1), c = element(2);
  const d = element(3), e = element(4), f = element(5);
  const g = element(6), h = element(7), i = element(8);
  for (let at = bytes, end = bytes + 3 * pixels; at < end; at += 3) {
    const x = <u32>load<u8>(at), y = <u32>load<u8>(at, 1), z = <u32>load<u8>(at, 2);
    store<u8>(at, a * x + b * y + c * z);
    store<u8>(at, d * x + e * y + f * z, 1);
    store<u8>(at, g * x + h * y + i * z, 2);
  }
}
