import { fromArrayBuffer, type GeoTIFFImage } from "geotiff";
import { NeuroveilError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import { bytesPerSample, type ColourModel, type Image, type Metadata } from "./image.ts";
import { boundedSize, type Limits } from "./limits.ts";
import { tags } from "./tiff-tags.ts";

/** Colour models by photometric interpretation and samples a pixel. */
const models: Readonly<Record<string, ColourModel>> = {
  "0,1": "gray",
  "1,1": "gray",
  "1,2": "gray-alpha",
  "2,3": "rgb",
  "2,4": "rgba",
  "5,4": "cmyk",
};

/**
 * None, Deflate (both numbers), PackBits, Zstandard. JPEG is not exact, and geotiff's LZW decoder
 * brings down the process on damaged data.
 */
const compressions: ReadonlySet<number> = new Set([1, 8, 32946, 32773, 50000]);

/**
 * Decodes a TIFF of one page of unsigned samples: gray, RGB or CMYK, 1 to 16 bits, losslessly
 * compressed. Samples are stored values (0 is white where the file says so).
 * @throws NeuroveilError "broken", "unsupported" or "limit"
 */
export async function decodeTiff(file: Uint8Array, limits: Limits = {}): Promise<Image> {
  try {
    const tiff = await fromArrayBuffer(new Uint8Array(file).buffer);
    return await decodePage(await tiff.getImage(0), limits);
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    throw damaged("TIFF", "it cannot be read to its end", error);
  }
}

async function decodePage(page: GeoTIFFImage, limits: Limits): Promise<Image> {
  if (page.getFileDirectory().nextIFDByteOffset !== 0) throw unsupported("several pages");
  const width = page.getWidth();
  const height = page.getHeight();
  const channels = page.getSamplesPerPixel();
  const bits = page.getBitsPerSample();
  for (let i = 0; i < channels; i++) {
    if (page.getSampleFormat(i) !== 1) throw unsupported("samples that are not unsigned integers");
    if (page.getBitsPerSample(i) !== bits || bits > 16) throw unsupported(`${bits}-bit samples`);
  }
  const [compression = 1] = await numbers(page, tags.compression);
  if (!compressions.has(compression)) throw unsupported(`compression ${compression}`);
  const [interpretation = 1] = await numbers(page, tags.photometric);
  const colour = models[`${interpretation},${channels}`];
  if (colour === undefined) {
    throw unsupported(
      `${channels} samples a pixel of photometric interpretation ${interpretation}`,
    );
  }
  const size = boundedSize({ width, height, channels, bits }, limits);
  const samples = await page.readRasters({ interleave: true });
  if (samples.length * bytesPerSample(bits) !== size) {
    throw damaged("TIFF", "some of its samples are missing");
  }
  const data = bytesPerSample(bits) === 1 ? Uint8Array.from(samples) : bigEndian(samples);
  return { width, height, channels, bits, colour, data, metadata: await readMetadata(page) };
}

function bigEndian(samples: ArrayLike<number>): Uint8Array {
  const data = new Uint8Array(2 * samples.length);
  for (let i = 0; i < samples.length; i++) {
    data[2 * i] = samples[i]! >> 8;
    data[2 * i + 1] = samples[i]!;
  }
  return data;
}

async function readMetadata(page: GeoTIFFImage): Promise<Metadata> {
  const icc = Uint8Array.from(await numbers(page, tags.icc));
  const density = await readDensity(page);
  return { ...(icc.length > 0 && { icc }), ...(density && { density }) };
}

const units = { 1: "aspect", 2: "inch", 3: "centimetre" } as const;

async function readDensity(page: GeoTIFFImage): Promise<Metadata["density"]> {
  const [x = 0, xUnits = 0] = await numbers(page, tags.xResolution);
  const [y = 0, yUnits = 0] = await numbers(page, tags.yResolution);
  const [unit = 2] = await numbers(page, tags.resolutionUnit);
  if (x === 0 || xUnits === 0 || y === 0 || yUnits === 0) return undefined;
  if (unit !== 1 && unit !== 2 && unit !== 3) return undefined;
  return { x: x / xUnits, y: y / yUnits, unit: units[unit] };
}

/** The values of a field; a fraction counts as two. */
async function numbers(page: GeoTIFFImage, tag: number): Promise<number[]> {
  const value: unknown = await page.getFileDirectory().loadValue(tag);
  const values =
    ArrayBuffer.isView(value) || Array.isArray(value)
      ? Array.from(value as ArrayLike<unknown>)
      : [value];
  return values.filter((item) => typeof item === "number");
}

function unsupported(what: string): NeuroveilError {
  return new NeuroveilError(
    "unsupported",
    `expected a TIFF of one page of unsigned gray, RGB or CMYK samples, got ${what}`,
  );
}
