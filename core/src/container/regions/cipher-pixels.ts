import { equalBytes } from "../../bytes/constant-time.ts";
import type { Cipher, Run } from "../../ciphers/cipher.ts";
import type { Raster } from "../../ciphers/raster.ts";
import type { Subkeys } from "../../keys/subkeys.ts";
import type { Geometry } from "../shape/geometry.ts";
import { pixelBytes } from "./pixels.ts";

type Pixel = Pick<Geometry, "channels" | "bytesPerSample">;

/** The two rasters that a region's pixels are encrypted as. */
const parts = ["native", "rest"] as const;

/**
 * The pixels of a region as what a cipher takes, whatever their outline: a raster that is nearly square, and
 * behind it one of a row, where some are left.
 * @returns views of the pixels
 */
function rastersOf(pixels: Uint8Array, { channels, bytesPerSample }: Pixel): Raster[] {
  const pixel = pixelBytes({ channels, bytesPerSample });
  const count = pixels.length / pixel;
  const width = Math.ceil(Math.sqrt(count));
  const height = Math.floor(count / width);
  const end = width * height * pixel;
  const square = {
    width,
    height,
    channels,
    bytesPerSample,
    data: pixels.subarray(0, end),
  } as const;
  if (end === pixels.length) return [square];
  const rest = { width: count - width * height, height: 1, data: pixels.subarray(end) };
  return [square, { ...square, ...rest }];
}

/** Encrypts a region's pixels in place; the key vectors of both rasters, as far as there are some. */
export async function encryptPixels(
  cipher: Cipher,
  subkeys: Subkeys,
  pixels: Uint8Array,
  pixel: Pixel,
  run: Run,
): Promise<Uint8Array[]> {
  const vectors: Uint8Array[] = [];
  for (const [i, raster] of rastersOf(pixels, pixel).entries()) {
    const native = await subkeys.bytes(parts[i]!, cipher.nativeKey.bytes);
    vectors.push(await inPlace(raster, (own) => cipher.encrypt(own, native, run)));
  }
  return vectors;
}

/**
 * Decrypts a region's pixels in place.
 * @returns whether the key vectors are those of the result
 */
export async function decryptPixels(
  cipher: Cipher,
  subkeys: Subkeys,
  pixels: Uint8Array,
  pixel: Pixel,
  vectors: readonly Uint8Array[],
  run: Run,
): Promise<boolean> {
  let same = true;
  for (const [i, raster] of rastersOf(pixels, pixel).entries()) {
    const native = await subkeys.bytes(parts[i]!, cipher.nativeKey.bytes);
    const vector = vectors[i]!;
    const again = await inPlace(raster, (own) => cipher.decrypt(own, native, vector, run));
    same = equalBytes(again, vector) && same;
  }
  return same;
}

/** How many rasters the pixels of a region of so many bytes are. */
export function rasterCount(bytes: number, pixel: Pixel): number {
  const count = bytes / pixelBytes(pixel);
  return count % Math.ceil(Math.sqrt(count)) === 0 ? 1 : 2;
}

/** Ciphers and their threads take memory from its beginning on. */
async function inPlace<T>(raster: Raster, work: (raster: Raster) => Promise<T>): Promise<T> {
  if (raster.data.byteOffset === 0) return await work(raster);
  const data = new Uint8Array(raster.data);
  const result = await work({ ...raster, data });
  raster.data.set(data);
  return result;
}
