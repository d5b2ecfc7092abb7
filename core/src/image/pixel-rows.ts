/** Rows of an image or of one of its passes, packed as PNG stores them, before filtering. */
export interface PixelRows {
  /** Rows without gaps. */
  readonly data: Uint8Array;
  readonly rowBytes: number;
  /**
   * Bytes a pixel, where each row takes the filter that suits it; 0 where differences mean nothing
   * (palettes, depths below 8) and no row is filtered.
   */
  readonly pixel: number;
}
