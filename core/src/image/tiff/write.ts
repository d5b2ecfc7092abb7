import { describingEntries, isLittleEndian, isTiffHeader } from "../exif.ts";
import { bytesPerSample, type ColourModel, type Image, type Metadata } from "../image.ts";
import { TiffBuilder } from "./builder.ts";
import { photometric, tags, types } from "./tags.ts";

/** A big-endian header, as the samples in memory are big-endian. */
const emptyTiff = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0);

const photometrics: Readonly<Record<ColourModel, number>> = {
  gray: photometric.blackIsZero,
  "gray-alpha": photometric.blackIsZero,
  rgb: photometric.rgb,
  rgba: photometric.rgb,
  cmyk: photometric.separated,
};

/**
 * Encodes an image as uncompressed baseline TIFF in one strip, with ICC profile, resolution, EXIF,
 * XMP and Photoshop's resources. Depths between 8 and 16 bits are stored unscaled in 16, lower ones in 8.
 *
 * The file grows out of the EXIF data, which is a TIFF structure without an image: all offsets stay
 * right, those inside maker notes included, and what describes the picture is taken over.
 */
export function encodeTiff(image: Image): Uint8Array {
  const { width, height, channels, colour, data } = image;
  const { icc, density, exif, xmp, photoshop } = image.metadata;
  const base = exif !== undefined && isTiffHeader(exif) && exif.length >= 8 ? exif : emptyTiff;
  const builder = new TiffBuilder(base, isLittleEndian(base));
  const wide = bytesPerSample(image.bits) === 2;
  const strip = builder.append(wide && builder.littleEndian ? swapPairs(data) : data);

  builder.longs(tags.imageWidth, [width]);
  builder.longs(tags.imageLength, [height]);
  builder.shorts(tags.bitsPerSample, Array<number>(channels).fill(wide ? 16 : 8));
  builder.shorts(tags.compression, [1]);
  builder.shorts(tags.photometric, [photometrics[colour]]);
  builder.longs(tags.stripOffsets, [strip]);
  builder.shorts(tags.samplesPerPixel, [channels]);
  builder.longs(tags.rowsPerStrip, [height]);
  builder.longs(tags.stripByteCounts, [data.length]);
  builder.shorts(tags.planarConfiguration, [1]);
  // 2: alpha that is not multiplied into the colours.
  if (colour === "gray-alpha" || colour === "rgba") builder.shorts(tags.extraSamples, [2]);
  if (density !== undefined) addDensity(builder, density);
  if (icc !== undefined) builder.field(tags.icc, types.undefined, icc.length, icc);
  // As Photoshop writes them (XMP part 3, TIFF; Adobe Photoshop TIFF technical notes).
  if (xmp !== undefined) builder.field(tags.xmp, types.byte, xmp.length, xmp);
  if (photoshop !== undefined) {
    builder.field(tags.photoshop, types.byte, photoshop.length, photoshop);
  }
  for (const entry of describingEntries(base)) builder.entry(entry);
  return builder.finish();
}

/** ResolutionUnit, and what to divide by to get to it. */
const units = {
  aspect: { unit: 1, divisor: 1 },
  inch: { unit: 2, divisor: 1 },
  centimetre: { unit: 3, divisor: 1 },
  metre: { unit: 3, divisor: 100 },
} as const;

function addDensity(builder: TiffBuilder, density: NonNullable<Metadata["density"]>): void {
  const { unit, divisor } = units[density.unit];
  // Fractions of a dot, which only TIFF itself has, are kept to the thousandth.
  const scale = Number.isInteger(density.x) && Number.isInteger(density.y) ? 1 : 1000;
  builder.rational(tags.xResolution, Math.round(density.x * scale), divisor * scale);
  builder.rational(tags.yResolution, Math.round(density.y * scale), divisor * scale);
  builder.shorts(tags.resolutionUnit, [unit]);
}

function swapPairs(data: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 2) {
    swapped[i] = data[i + 1]!;
    swapped[i + 1] = data[i]!;
  }
  return swapped;
}
