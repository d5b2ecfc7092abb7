/**
 * What decodes formats that libvips reads. `#libvips` resolves to decoder.node.ts or decoder.browser.ts.
 */
export interface LibvipsDecoder {
  /**
   * Begins to read a file: its shape, before any samples are there.
   * @param format for the refusal where there is no decoder, as in "a WebP image"
   * @throws NotPixels where there is no decoder, Error where it cannot read the file
   */
  open(file: Uint8Array, format: string): Promise<LibvipsImage>;
}

export interface LibvipsImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 8, or 16 for all depths above. */
  readonly bits: 8 | 16;
  /** What the file says of its depth, where libvips knows. */
  readonly depth: number | undefined;
  readonly pages: number;
  readonly exif: Uint8Array | undefined;
  readonly icc: Uint8Array | undefined;
  readonly xmp: Uint8Array | undefined;
  /** Versions of the libraries beneath, by their names, such as "webp". */
  readonly versions: Readonly<Record<string, string | undefined>>;

  /** Interleaved samples, big-endian, not converted. */
  samples(): Promise<Uint8Array>;
}
