// The hybrid cipher on a block of tiles; networks/hybrid-network.ts defines it.
import {
  DIGESTS,
  ENCODER_BIAS,
  ENCODER_WEIGHTS,
  INPUT,
  KEY,
  KEY_VECTOR,
  MASK_BIAS,
  MASK_WEIGHTS,
  OUTPUT,
  POOLED,
} from "./memory";
import { addCell, addTile, loadState, step, storeOutput } from "./lstm";
import { causalRow, poolFeatures } from "./convolution";
import {
  addMask,
  clearOutside,
  gather,
  scatter,
  scatterOutput,
  setValid,
  subtractMask,
} from "./tiles";

const STATE: usize = 128;
const BLANK: i32 = 3;
const WARM_UP: i32 = 8;
const ROUNDS: u32 = 2;

/** The tiles in the plane through the encoder. */
function digestPlane(rows: usize, tile: u32, to: usize): void {
  loadState(KEY);
  addTile(tile);
  let time: i32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    causalRow(row);
    step(ENCODER_WEIGHTS, ENCODER_BIAS, INPUT, time++);
  }
  for (let i = 0; i < BLANK; i++) step(ENCODER_WEIGHTS, ENCODER_BIAS, 0, time++);
  storeOutput();
  scatterOutput(to);
}

function maskHalf(rows: usize, round: u32, tile: u32, frozen: bool, decrypt: bool): void {
  const half = <usize>(round & 1);
  loadState(KEY + STATE);
  addTile(tile);
  addCell(2, i16x8.splat(<i16>round));
  for (let i: usize = 0; i < 16; i++) addCell(16 + i, v128.load16_splat(KEY_VECTOR + (i << 1)));
  if (frozen) memory.fill(POOLED, 0, 2048);
  else poolFeatures(rows, half);
  let time: i32 = 0;
  for (let i: usize = 0; i < 4; i++) step(MASK_WEIGHTS, MASK_BIAS, POOLED + i * 512, time++);
  for (let i = 0; i < WARM_UP; i++) step(MASK_WEIGHTS, MASK_BIAS, 0, time++);
  const steps = (rows + 1) >> 1;
  for (let t: usize = 0; t < steps; t++) {
    step(MASK_WEIGHTS, MASK_BIAS, 0, time++);
    if (decrypt) subtractMask(t, half);
    else addMask(t, half);
  }
}

/** Digests of the tiles of the stage, `width` bytes of `rows` rows. */
export function digest(width: usize, pitch: usize, rows: usize, tile: u32): void {
  for (let column: usize = 0; column < width; column += 512) {
    gather(column, pitch, rows);
    digestPlane(rows, tile + <u32>(column >> 6), DIGESTS + column);
  }
}

function crypt(
  width: usize,
  pitch: usize,
  rows: usize,
  tile: u32,
  frozen: bool,
  decrypt: bool,
): void {
  for (let column: usize = 0; column < width; column += 512) {
    const left = width - column,
      first = tile + <u32>(column >> 6);
    const partial = left < 512;
    if (partial) setValid(left);
    gather(column, pitch, rows);
    for (let i: u32 = 0; i < ROUNDS; i++) {
      maskHalf(rows, decrypt ? ROUNDS - 1 - i : i, first, frozen, decrypt);
      clearOutside(rows, partial);
    }
    if (decrypt) digestPlane(rows, first, DIGESTS + column);
    scatter(column, pitch, rows);
  }
}

export function encrypt(width: usize, pitch: usize, rows: usize, tile: u32, frozen: bool): void {
  crypt(width, pitch, rows, tile, frozen, false);
}

/** Decrypts the stage and leaves the digests of the result. */
export function decrypt(width: usize, pitch: usize, rows: usize, tile: u32, frozen: bool): void {
  crypt(width, pitch, rows, tile, frozen, true);
}

let rootTime: i32 = 0;

/** Begins the root network with the raster's geometry. */
export function rootBegin(rowBytes: u32, rows: u32): void {
  loadState(KEY + 2 * STATE);
  addCell(3, i16x8.splat(<i16>rowBytes));
  addCell(4, i16x8.splat(<i16>(rowBytes >> 16)));
  addCell(5, i16x8.splat(<i16>rows));
  addCell(6, i16x8.splat(<i16>(rows >> 16)));
  rootTime = 0;
}

/** Absorbs `tiles` digests. All lanes do the same. */
export function rootAbsorb(tiles: usize): void {
  for (let tile: usize = 0; tile < tiles; tile++) {
    const from = DIGESTS + (tile << 6);
    for (let u: usize = 0; u < 32; u++)
      v128.store(INPUT + (u << 4), v128.load16_splat(from + (u << 1)));
    step(ENCODER_WEIGHTS, ENCODER_BIAS, INPUT, rootTime++);
  }
}

/** Leaves the key vector at KEY_VECTOR. */
export function rootEnd(): void {
  for (let i = 0; i < BLANK; i++) step(ENCODER_WEIGHTS, ENCODER_BIAS, 0, rootTime++);
  storeOutput();
  for (let i: usize = 0; i < 16; i++)
    store<u16>(KEY_VECTOR + (i << 1), load<u16>(OUTPUT + (i << 4)));
}
