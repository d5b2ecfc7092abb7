import type { ColourModel, Metadata } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import type { Limits } from "../limits.ts";
import type { ImageOrigin } from "../origin.ts";
import { compressionOf } from "./blocks.ts";
import type { TiffBytes } from "./bytes.ts";
import type { TiffDirectory } from "./directory.ts";
import { describesPicture, exifOfTags, inExif } from "./exif-tags.ts";
import { amongPages } from "./further-pages.ts";
import { keptTags, packTags, unneededValues, type KeptTag } from "./kept-tags.ts";
import { readLayout, unsupported, type TiffLayout } from "./layout.ts";
import { readMetadata } from "./metadata.ts";
import { colourMap } from "./palette.ts";
import { photometric, tags, types } from "./tags.ts";

/**
 * What PNG can say (and for CMYK, what TIFF says in one way only) by photometric interpretation, samples
 * a pixel and kinds of further samples: 2 is alpha that is not multiplied into the colours.
 */
const models: Readonly<Record<string, ColourModel>> = {
  "1,1,": "gray",
  "1,2,2": "gray-alpha",
  "2,3,": "rgb",
  "2,4,2": "rgba",
  "5,4,": "cmyk",
};

/** A picture of a TIFF: how its samples are stored, and what else is said of it. */
export interface Page {
  readonly layout: TiffLayout;
  readonly directory: TiffDirectory;
}

/** @throws NotPixels "broken" or "unsupported", NeuroveilError "limit" */
export function readPage(directory: TiffDirectory, file: TiffBytes, limits: Limits): Page {
  const layout = readLayout(directory, file, limits);
  compressionOf(layout);
  if (layout.photometric === photometric.yCbCr) throw unsupported("YCbCr samples");
  return { layout, directory };
}

/** What the pages say beside their samples. */
export interface Description {
  /** Tags of the first page that come back on all. */
  readonly kept: readonly KeptTag[];
  /** Those that come back on the first alone. */
  readonly ofFirst: readonly KeptTag[];
  readonly leftovers: readonly Leftover[];
}

/** What the first page says beside its samples; of the others, what differs is not kept. */
export function describe(pages: readonly [Page, ...Page[]]): Description {
  const [first, ...others] = pages;
  const { kept, lost: lostOfFirst } = keptTags(first.directory, first.layout.fromYcc, pages.length);
  const unneeded = pages.flatMap(({ directory }) => unneededValues(directory));
  const lost = [...lostOfFirst, ...unneeded];
  if (others.length === 0) return { kept, ofFirst: [], leftovers: lost };
  const { ofFirst, leftovers } = amongPages(first, others, kept);
  return {
    kept: kept.filter(({ tag }) => !ofFirst.has(tag)),
    ofFirst: kept.filter(({ tag }) => ofFirst.has(tag)),
    leftovers: [...lost, ...leftovers],
  };
}

/** What the samples mean, and what makes a TIFF of them again where a PNG cannot say it. */
export function meaningOf(
  { layout, directory }: Page,
  pages: number,
  { kept, ofFirst }: Description,
): {
  readonly origin: ImageOrigin;
  readonly about: { readonly colour?: ColourModel; readonly metadata: Metadata };
} {
  const { channels, bits, kind } = layout;
  const colour = models[`${layout.photometric},${channels},${extraOf(directory)}`];
  // CMYK becomes a TIFF, into which goes of EXIF what describes a picture.
  const fits = colour === "cmyk" ? describesPicture : inExif;
  const plain = colour !== undefined && pages === 1 && kept.every(fits);
  const usual = plain && kind === "unsigned" && bits <= 16;
  const metadata = usual ? aboutPng(directory, kept) : readMetadata(directory);
  const origin: ImageOrigin = usual
    ? { format: "tiff" }
    : {
        format: "tiff",
        fields: {
          tags: packTags([...meaning(directory, layout), ...kept]),
          ...(ofFirst.length > 0 && { firstTags: packTags(ofFirst) }),
        },
      };
  return { origin, about: { ...(colour !== undefined && { colour }), metadata } };
}

function extraOf(directory: TiffDirectory): string {
  const count = directory.count(tags.extraSamples);
  return count === 0 ? "" : directory.integers(tags.extraSamples, count).join(",");
}

/** What channels mean: as the file says it, but for what the compression alone said, or has changed. */
function meaning(directory: TiffDirectory, { photometric: model, bits }: TiffLayout): KeptTag[] {
  const told = directory.integer(tags.photometric, 0, 2 ** 16 - 1, -1);
  const fields: KeptTag[] = [];
  for (const tag of [tags.photometric, tags.extraSamples]) {
    const field = directory.has(tag) ? directory.field(tag) : undefined;
    if (tag === tags.photometric && told !== model && model !== photometric.blackIsZero) {
      fields.push({ tag, type: types.short, count: 1, values: Uint8Array.of(model >> 8, model) });
    } else if (field !== undefined) fields.push({ tag, ...field });
  }
  return model === photometric.palette ? [...fields, colourMap(directory, bits)] : fields;
}

/** Metadata of an image that becomes a PNG: its description goes into EXIF. */
export function aboutPng(directory: TiffDirectory, kept: readonly KeptTag[]): Metadata {
  const exif = exifOfTags(kept);
  return { ...readMetadata(directory), ...(exif && { exif }) };
}
