import { NeuroveilError } from "../../errors.ts";
import { isTurned } from "../../image/exif.ts";
import type { Image } from "../../image/image.ts";
import { checkRecipients } from "../../keys/age-wrap.ts";
import { areaText, isInside, type Area } from "../shape/area.ts";
import type { RegionChoice } from "./choice.ts";
import { readMask } from "./mask.ts";
import { showsPicture } from "./picture.ts";
import { areDisjoint, checkCount, mostRegions, union } from "../shape/outline.ts";

/** A region to be sealed. */
export interface PlannedRegion {
  /** Rectangles without a common pixel. */
  readonly areas: readonly Area[];
  /** Who can open it beside the image's readers. */
  readonly recipients?: readonly string[] | undefined;
}

/** Regions to be sealed, and the sizes of the masks among what was chosen. */
export interface RegionPlan {
  readonly regions: readonly PlannedRegion[];
  readonly masks: readonly Pick<Image, "width" | "height">[];
  /** Whether all places are those of stored pixels, however they are shown. */
  readonly stored: boolean;
}

/**
 * What was chosen as regions: one for each set of readers.
 * @throws NeuroveilError "usage" for what is no region, and where regions of different readers overlap;
 *   "limit" when there are too many; "input" and others for a mask
 */
export async function planRegions(choices: readonly RegionChoice[]): Promise<RegionPlan> {
  requireChoices(choices);
  const masks: Pick<Image, "width" | "height">[] = [];
  const groups = new Map<string, { areas: Area[]; recipients: readonly string[] | undefined }>();
  for (const choice of choices) {
    const { recipients } = choice;
    if (recipients !== undefined) checkRecipients(recipients);
    const readers = [...new Set(recipients)].toSorted().join("\n");
    const group = groups.get(readers) ?? { areas: [], recipients };
    groups.set(readers, group);
    if ("mask" in choice) {
      const { areas, ...size } = await readMask(choice.mask);
      masks.push(size);
      group.areas.push(...areas);
    } else {
      const { x, y, width, height } = choice;
      group.areas.push({ x, y, width, height });
    }
  }
  const regions = [...groups.values()].map(({ areas, recipients }) => ({
    areas: union(areas),
    recipients,
  }));
  const all = regions.flatMap(({ areas }) => areas);
  checkCount(all.length);
  if (!areDisjoint(all)) {
    throw new NeuroveilError("usage", {
      expected: "regions of different readers that share no pixel",
      got: "overlapping ones",
      todo: "give both the same readers, or move one",
    });
  }
  return { regions, masks, stored: choices.every(({ stored }) => stored === true) };
}

/** What the types say, for those who call without them. */
function requireChoices(choices: readonly RegionChoice[]): void {
  if (!Array.isArray(choices) || choices.length === 0) {
    throw usage("regions in an array, at least one", "none or something else");
  }
  if (choices.length > mostRegions) {
    throw new NeuroveilError("limit", {
      expected: `at most ${mostRegions} regions`,
      got: choices.length,
      todo: "paint them into a mask",
    });
  }
  for (const choice of choices) {
    const { recipients } = choice;
    if (recipients !== undefined && !(Array.isArray(recipients) && recipients.length > 0)) {
      throw usage("recipients of a region in an array, at least one", "none or something else");
    }
    if ("mask" in choice) {
      if (choice.mask instanceof Uint8Array) continue;
      throw usage("a mask in a Uint8Array", typeof choice.mask);
    }
    if (isInside(choice, { width: 2 ** 31, height: 2 ** 31 })) continue;
    throw usage("regions of at least one pixel (x, y, width, height)", areaText(choice));
  }
}

/**
 * Whether an image can have these regions.
 * @throws NeuroveilError "input" for a region outside of it and a mask of another size, "unsupported" where
 *   what stays visible would show no picture
 */
export function checkRegions({ regions, masks, stored }: RegionPlan, image: Image): void {
  const { width, height, colour, metadata } = image;
  if (!showsPicture(image)) {
    throw new NeuroveilError("unsupported", {
      expected: "one picture in gray or RGB, of at most 16 bits, for regions",
      got: colour === "cmyk" ? "CMYK" : "pages, planes, or floating-point samples",
      todo: "convert it, or encrypt the whole",
    });
  }
  if (!stored && metadata.exif !== undefined && isTurned(metadata.exif)) {
    throw new NeuroveilError("unsupported", {
      expected: "a picture that is shown as it is stored, for regions",
      got: "one that its EXIF turns",
      todo: "save it turned first, so that places are those that you see",
    });
  }
  checkPlaces({ regions, masks }, { width, height });
}

/**
 * Whether a picture has the pixels of these regions.
 * @throws NeuroveilError "input" for a region outside of it and a mask of another size
 */
export function checkPlaces(
  { regions, masks }: Pick<RegionPlan, "regions" | "masks">,
  { width, height }: Pick<Image, "width" | "height">,
): void {
  const mask = masks.find((size) => size.width !== width || size.height !== height);
  if (mask !== undefined) {
    throw new NeuroveilError("input", {
      expected: `a mask of ${width} x ${height} pixels, as the image has`,
      got: `${mask.width} x ${mask.height}`,
    });
  }
  const outside = regions
    .flatMap(({ areas }) => areas)
    .find((area) => !isInside(area, { width, height }));
  if (outside === undefined) return;
  throw new NeuroveilError("input", {
    expected: `regions within ${width} x ${height} pixels`,
    got: areaText(outside),
  });
}

function usage(expected: string, got: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got });
}
