/** TIFF 6.0 tags that are written or read here. */
export const tags = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  predictor: 317,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  xmp: 700,
  photoshop: 34377,
  icc: 34675,
} as const;

export const photometric = { blackIsZero: 1, rgb: 2, separated: 5 } as const;

/** Field types; 16 is BigTIFF's. */
export const types = {
  byte: 1,
  short: 3,
  long: 4,
  rational: 5,
  undefined: 7,
  long8: 16,
} as const;
