/** TIFF 6.0 tags that are written or read here. */
export const tags = {
  subfileType: 254,
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
  t4Options: 292,
  resolutionUnit: 296,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  yCbCrCoefficients: 529,
  yCbCrSubsampling: 530,
  yCbCrPositioning: 531,
  referenceBlackWhite: 532,
  xmp: 700,
  photoshop: 34377,
  icc: 34675,
} as const;

export const photometric = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  separated: 5,
  yCbCr: 6,
} as const;

/** Field types; 16 is BigTIFF's. */
export const types = {
  byte: 1,
  ascii: 2,
  short: 3,
  long: 4,
  rational: 5,
  signedByte: 6,
  undefined: 7,
  signedShort: 8,
  signedLong: 9,
  signedRational: 10,
  float: 11,
  double: 12,
  long8: 16,
} as const;

/** Bytes of one value by its type, and of what a change of byte order turns round. */
export const typeSizes: ReadonlyMap<number, { readonly value: number; readonly unit: number }> =
  new Map([
    [types.byte, { value: 1, unit: 1 }],
    [types.ascii, { value: 1, unit: 1 }],
    [types.short, { value: 2, unit: 2 }],
    [types.long, { value: 4, unit: 4 }],
    [types.rational, { value: 8, unit: 4 }],
    [types.signedByte, { value: 1, unit: 1 }],
    [types.undefined, { value: 1, unit: 1 }],
    [types.signedShort, { value: 2, unit: 2 }],
    [types.signedLong, { value: 4, unit: 4 }],
    [types.signedRational, { value: 8, unit: 4 }],
    [types.float, { value: 4, unit: 4 }],
    [types.double, { value: 8, unit: 8 }],
  ]);
