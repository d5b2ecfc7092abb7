// The hybrid cipher on a block of tiles; networks/hybrid/hybrid-network.ts defines it.
import {
  DIGESTS, ENCODER, FEATURES_0, FEATURES_1, FEATURE_BYTES, INPUT, KERNEL, KERNEL_VECTORS, KEY, KEY_VECTOR, MASK, SCRATCH, STAGE,
} from "../layout";
import { convolve } from "./convolution";
import { ADD, SUBTRACT, WRITE, toLanes } from "./lanes";
import { absorb, addCell, addNumber, addTile, begin, blank, emit, inputStep, lineStep } from "./lstm";

const STATE: usize = 128;
const MIXING: i32 = 3;
const MASK_STEPS: i32 = 5;

/** `count` lines of mask for one half of the eight tiles at `base`. */
@inline
function lines(base: usize, pitch: usize, count: usize, half: usize, mode: i32): void {
  let even = base + half * pitch, odd = base + (1 - half) * pitch;
  for (let t: usize = 0; t < count; t++) {
    lineStep(MASK);
    emit(0, even, mode); emit(8, odd + 16, mode); emit(16, even + 32, mode); emit(24, odd + 48, mode);
    even += 2 * pitch; odd += 2 * pitch;
  }
}

function addLines(base: usize, pitch: usize, count: usize, half: usize): void {
  lines(base, pitch, count, half, ADD);
}

function subtractLines(base: usize, pitch: usize, count: usize, half: usize): void {
  lines(base, pitch, count, half, SUBTRACT);
}

/** The output of eight networks, 64 bytes after another. */
function writeOutput(to: usize): void {
  emit(0, to, WRITE); emit(8, to + 16, WRITE); emit(16, to + 32, WRITE); emit(24, to + 48, WRITE);
}

/** Mixes the tweak, absorbs the features in INPUT and mixes again. */
function warmUp(): void {
  blank(MASK, MIXING);
  absorb(INPUT);
  blank(MASK, MASK_STEPS);
}

/** @param features of the other half; 0: frozen */
function maskHalf(base: usize, pitch: usize, rows: usize, half: usize, tile: u32, features: usize, decrypt: bool): void {
  begin(KEY + STATE);
  addTile(tile);
  addCell(2, i16x8.splat(<i16>half));
  for (let i: usize = 0; i < 16; i++) addCell(16 + i, v128.load16_splat(KEY_VECTOR + (i << 1)));
  if (features) toLanes(features, FEATURE_BYTES, 64, INPUT);
  else memory.fill(INPUT, 0, 1024);
  warmUp();
  if (decrypt) subtractLines(base, pitch, (rows + 1) >> 1, half);
  else addLines(base, pitch, (rows + 1) >> 1, half);
}

/** The kernels of the keyed convolution, from eight runs of the mask network. Once a key. */
export function expand(): void {
  begin(KEY + 3 * STATE);
  addTile(0);
  memory.fill(INPUT, 0, 1024);
  warmUp();
  let vector: usize = 0;
  while (vector < KERNEL_VECTORS) {
    blank(MASK, 1);
    writeOutput(SCRATCH);
    const left = KERNEL_VECTORS - vector, some: usize = left < 32 ? left : 32;
    memory.copy(KERNEL + (vector << 4), SCRATCH, some << 4);
    vector += some;
  }
}

/** Digests of eight tiles from the features of both halves. */
function encode(column: usize, tile: u32): void {
  begin(KEY);
  addTile(tile);
  blank(ENCODER, MIXING);
  toLanes(FEATURES_0 + 2 * column, FEATURE_BYTES, 64, INPUT);
  absorb(INPUT);
  blank(ENCODER, MIXING);
  toLanes(FEATURES_1 + 2 * column, FEATURE_BYTES, 64, INPUT);
  absorb(INPUT);
  blank(ENCODER, MIXING);
  writeOutput(DIGESTS + column);
}

/** What lies outside the image is zero for every convolution. */
function clearOutside(base: usize, pitch: usize, rows: usize, left: usize): void {
  if (rows & 1) memory.fill(base + rows * pitch, 0, 512);
  if (left < 512) for (let r: usize = 0; r < rows; r++) memory.fill(base + r * pitch + left, 0, 512 - left);
}

/** Digests of the tiles of the stage, `width` bytes of `rows` rows; leaves the features of both halves. */
export function digest(width: usize, pitch: usize, rows: usize, tile: u32): void {
  for (let column: usize = 0; column < width; column += 512) {
    convolve(STAGE + column, pitch, rows, 0, FEATURES_0 + 2 * column);
    convolve(STAGE + column, pitch, rows, 1, FEATURES_1 + 2 * column);
    encode(column, tile + <u32>(column >> 6));
  }
}

/** Encrypts the stage. @param known whether the features of half 1 are there already */
export function encrypt(width: usize, pitch: usize, rows: usize, tile: u32, known: bool, frozen: bool): void {
  for (let column: usize = 0; column < width; column += 512) {
    const base: usize = STAGE + column, number = tile + <u32>(column >> 6);
    const features0: usize = FEATURES_0 + 2 * column, features1: usize = FEATURES_1 + 2 * column;
    if (!known) convolve(base, pitch, rows, 1, features1);
    maskHalf(base, pitch, rows, 0, number, frozen ? 0 : features1, false);
    clearOutside(base, pitch, rows, width - column);
    convolve(base, pitch, rows, 0, features0);
    maskHalf(base, pitch, rows, 1, number, frozen ? 0 : features0, false);
  }
}

/** Decrypts the stage and leaves the digests of the result. */
export function decrypt(width: usize, pitch: usize, rows: usize, tile: u32, frozen: bool): void {
  for (let column: usize = 0; column < width; column += 512) {
    const base: usize = STAGE + column, number = tile + <u32>(column >> 6), left = width - column;
    const features0: usize = FEATURES_0 + 2 * column, features1: usize = FEATURES_1 + 2 * column;
    convolve(base, pitch, rows, 0, features0);
    maskHalf(base, pitch, rows, 1, number, frozen ? 0 : features0, true);
    clearOutside(base, pitch, rows, left);
    convolve(base, pitch, rows, 1, features1);
    maskHalf(base, pitch, rows, 0, number, frozen ? 0 : features1, true);
    clearOutside(base, pitch, rows, left);
    convolve(base, pitch, rows, 0, features0);
    encode(column, number);
  }
}

export function rootBegin(rowBytes: u32, rows: u32): void {
  begin(KEY + 2 * STATE);
  addNumber(3, rowBytes);
  addNumber(5, rows);
  blank(ENCODER, MIXING);
}

/** Takes in so many digests, each in a step that a blank one follows. */
export function rootAbsorb(tiles: usize): void {
  for (let tile: usize = 0; tile < tiles; tile++) {
    for (let u: usize = 0; u < 32; u++)
      v128.store(INPUT + (u << 4), v128.load16_splat(DIGESTS + (tile << 6) + (u << 1)));
    inputStep(ENCODER, INPUT);
    blank(ENCODER, 1);
  }
}

/** Leaves the key vector. */
export function rootEnd(): void {
  blank(ENCODER, MIXING);
  writeOutput(SCRATCH);
  memory.copy(KEY_VECTOR, SCRATCH, 32);
}
