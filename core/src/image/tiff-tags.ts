/** TIFF 6.0 tags that are written or read here. */
export const tags = {
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  imageDescription: 270,
  make: 271,
  model: 272,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  software: 305,
  dateTime: 306,
  artist: 315,
  extraSamples: 338,
  copyright: 33432,
  exif: 34665,
  icc: 34675,
  gps: 34853,
} as const;

export const photometric = { blackIsZero: 1, rgb: 2, separated: 5 } as const;

/** Field types with the bytes that one value takes. */
export const types = { short: 3, long: 4, rational: 5, undefined: 7 } as const;
