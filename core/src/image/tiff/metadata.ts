import type { Metadata } from "../image.ts";
import type { TiffDirectory } from "./directory.ts";
import { tags } from "./tags.ts";

type Density = NonNullable<Metadata["density"]>;

const ofDensity: readonly number[] = [tags.xResolution, tags.yResolution, tags.resolutionUnit];
const ofBytes: readonly number[] = [tags.icc, tags.xmp, tags.photoshop];

/**
 * What a page says that images of every format can have; tags of other types than usual say nothing here.
 * @throws NotPixels "broken"
 */
export function readMetadata(directory: TiffDirectory): Metadata {
  const icc = directory.bytes(tags.icc);
  const xmp = directory.bytes(tags.xmp);
  const photoshop = directory.bytes(tags.photoshop);
  const density = readDensity(directory);
  return {
    ...(icc && { icc }),
    ...(xmp && { xmp }),
    ...(photoshop && { photoshop }),
    ...(density && { density }),
  };
}

/** The tags from which {@link readMetadata} reads: what they say is written on all pages. */
export function metadataTags(directory: TiffDirectory): ReadonlySet<number> {
  const read = ofBytes.filter((tag) => directory.hasBytes(tag));
  const density = readDensity(directory) === undefined ? [] : ofDensity;
  return new Set([...read, ...density.filter((tag) => directory.has(tag))]);
}

/**
 * Those of them that need not be kept beside the metadata, since they come back from it. Fractions of a dot
 * do not from a PNG, nor all from a TIFF.
 */
export function wholeMetadataTags(directory: TiffDirectory): ReadonlySet<number> {
  const all = metadataTags(directory);
  const density = readDensity(directory);
  if (density === undefined || isWhole(density)) return all;
  return new Set([...all].filter((tag) => !ofDensity.includes(tag)));
}

const units = { 1: "aspect", 2: "inch", 3: "centimetre" } as const;

function readDensity(directory: TiffDirectory): Density | undefined {
  const [x, xUnits] = directory.fraction(tags.xResolution) ?? [0, 0];
  const [y, yUnits] = directory.fraction(tags.yResolution) ?? [0, 0];
  const unit = directory.integer(tags.resolutionUnit, 0, 2 ** 16 - 1, 2);
  if (x === 0 || xUnits === 0 || y === 0 || yUnits === 0) return undefined;
  if (unit !== 1 && unit !== 2 && unit !== 3) return undefined;
  return { x: x / xUnits, y: y / yUnits, unit: units[unit] };
}

/** More dots than any picture has, and few enough that PNG, which counts them a metre, can say it. */
const mostDots = 2 ** 24;

function isWhole({ x, y }: Density): boolean {
  return [x, y].every((dots) => Number.isInteger(dots) && dots <= mostDots);
}
