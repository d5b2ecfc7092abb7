import { NeuroveilError } from "../../errors.ts";
import type { Image } from "../../image/image.ts";
import { inMemory, type CarrierTarget } from "../carrier/target.ts";
import { protections } from "../header/header.ts";
import { checkOrigin, type Origin } from "../record/origin.ts";
import type { Page } from "./pages.ts";
import type { RegionChoice } from "../regions/choice.ts";
import { leastPreviewSide, mostPreviewSide } from "../preview/preview.ts";
import { sealRaster, type SealSettings } from "./seal-raster.ts";
import { fileSource, pixelsSource } from "./source.ts";

export type SealOptions = SealSettings & Origin;

export interface SealPixelsOptions extends SealOptions {
  /** An image of the same shape to encrypt together with the first. */
  readonly second?: Page | undefined;
  /** The file that the image was decoded from, to be sealed beside it (protection "sealed" only). */
  readonly original?: Uint8Array | undefined;
  /** Longer side of a preview in pixels, 16 to 1024; opens with `previewKey`. */
  readonly preview?: number | undefined;
  /** What alone is encrypted (protection "sealed", one image and a lossless cipher only). */
  readonly regions?: readonly RegionChoice[] | undefined;
}

/**
 * Encrypts an image into a PNG of the same width and height, or two images into one of twice the
 * height.
 * @throws NeuroveilError "usage" when an image or the options are wrong, "input" when the second image
 *   has another width, height, number of channels or number of bytes a sample, "limit" when they are
 *   too large, "aborted"
 */
export async function sealPixels(image: Image, options: SealPixelsOptions): Promise<Uint8Array> {
  checkPixelsOptions({ ...options, keepsOriginal: options.original !== undefined });
  const { bytes } = await inMemory(async (target) => {
    const source = await pixelsSource(image, options);
    await sealRaster({ source, settings: options, target });
  });
  return bytes;
}

/**
 * Encrypts a file's bytes into a PNG that is near to a square; opening it gives the same bytes.
 * @throws NeuroveilError as {@link sealPixels}
 */
export async function sealFile(bytes: Uint8Array, options: SealOptions): Promise<Uint8Array> {
  const sealed = await inMemory((target) => sealFileInto(target, bytes, options));
  return sealed.bytes;
}

export async function sealFileInto(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealOptions,
): Promise<void> {
  checkFileOptions(options);
  const source = await fileSource(bytes, options);
  await sealRaster({ source, settings: options, target });
}

/** @throws NeuroveilError "usage" */
export function checkFileOptions(options: SealOptions): void {
  checkOptions(options);
  if (options.lossy === true) {
    throw usage("an image for an approximation (lossy)", "a file, which is useless unless exact");
  }
}

/** @throws NeuroveilError "usage" */
export function checkPixelsOptions(
  options: SealOptions & {
    readonly second?: Origin | undefined;
    readonly preview?: number | undefined;
    readonly regions?: unknown;
    readonly keepsOriginal: boolean;
  },
): void {
  checkOptions(options);
  const { second, preview, previewKey, keepsOriginal, protection, lossy } = options;
  if (options.regions !== undefined) checkWithRegions(options);
  if (second !== undefined) checkOrigin(second);
  if (keepsOriginal && protection !== "sealed") {
    throw usage("an original kept (keepOriginal) with protection sealed only", protection);
  }
  if (keepsOriginal && second !== undefined) {
    throw usage("one image for an original that is kept (keepOriginal)", "two");
  }
  if (keepsOriginal && lossy === true) {
    throw usage("an original that is kept (keepOriginal) or an approximation (lossy)", "both");
  }
  if (preview === undefined) return;
  if (!Number.isInteger(preview) || preview < leastPreviewSide || preview > mostPreviewSide) {
    throw usage(
      `a preview of ${leastPreviewSide} to ${mostPreviewSide} pixels on its longer side`,
      `${preview}`,
    );
  }
  if (previewKey?.bytes.length !== 32) {
    throw usage("a key for the preview", previewKey === undefined ? "none" : "another length");
  }
}

function checkWithRegions({
  protection,
  second,
  cipher,
}: SealOptions & { readonly second?: unknown }): void {
  if (protection !== "sealed") throw usage("regions with protection sealed only", protection);
  if (second !== undefined) throw usage("regions of one image", "two");
  if (!cipher.lossless)
    throw usage("a lossless cipher for regions", `${cipher.id}, which is lossy`);
}

function checkOptions(options: SealOptions): void {
  checkOrigin(options);
  const { cipher, protection, nonce, contentKey, lossy } = options;
  if (!protections.includes(protection)) {
    throw usage(`a protection of ${protections.join(", ")}`, protection);
  }
  if (contentKey.bytes.length !== 32) {
    throw usage("a content key of 32 bytes", `${contentKey.bytes.length}`);
  }
  if (nonce !== undefined && protection !== "bare") {
    throw usage("a nonce of one's own with protection bare only", protection);
  }
  if (nonce !== undefined && nonce.length !== 16) {
    throw usage("a nonce of 16 bytes", `${nonce.length}`);
  }
  if (lossy === true && cipher.lossless) {
    throw usage("a lossy cipher for an approximation (lossy)", `${cipher.id}, which loses nothing`);
  }
  if (!cipher.lossless && cipher.keyVectorBytes > 0) {
    // It would have to be that of the approximation, which nobody compares anything with.
    throw usage("a lossy cipher without a key vector", `${cipher.id} with one`);
  }
}

function usage(expected: string, got: string): NeuroveilError {
  return new NeuroveilError("usage", { expected: expected, got: got });
}
