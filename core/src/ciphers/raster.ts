/** The bytes of an image as a cipher sees them: rows of interleaved samples. */
export interface Raster {
  /** Pixels a row. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytesPerSample: 1 | 2;
  /** `height` rows of `rowBytes(raster)` bytes; 16-bit samples are big-endian. */
  readonly data: Uint8Array;
}

export function rowBytes(raster: Omit<Raster, "data">): number {
  return raster.width * raster.channels * raster.bytesPerSample;
}
