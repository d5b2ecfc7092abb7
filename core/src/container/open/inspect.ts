import { readCarrier } from "../carrier/carrier.ts";
import { decodeContent } from "../header/chunk-content.ts";
import { decodeHeader, outlinesOf, type Header } from "../header/header.ts";
import { decodePreviewHeader, type PreviewHeader } from "../preview/preview.ts";
import { decodeRegionHeader } from "../regions/header.ts";
import type { Area } from "../shape/area.ts";

/**
 * What can be told of a cipher image without the key. None of it is authenticated.
 * @throws NeuroveilError "input" when it is no cipher image; "broken", "limit" or "unsupported"
 */
export function readHeader(bytes: Uint8Array): Header {
  return decodeHeader(decodeContent(readCarrier(bytes).content).header);
}

/**
 * What can be told of the preview of a cipher image without the key; undefined when it has none.
 * @throws NeuroveilError as {@link readHeader}
 */
export function readPreviewHeader(bytes: Uint8Array): PreviewHeader | undefined {
  const { preview } = decodeContent(readCarrier(bytes).content);
  return preview && decodePreviewHeader(preview.header);
}

/** What can be told of a region without the key. */
export interface RegionDescription {
  /** Rectangles that share no pixel. */
  readonly areas: readonly Area[];
  /** The wrapped key of its own readers, where it has some beside the image's. */
  readonly wrapped: Uint8Array | undefined;
}

/**
 * What can be told of the regions of a cipher image without the key; undefined when it has none.
 * @throws NeuroveilError as {@link readHeader}
 */
export function readRegions(bytes: Uint8Array): readonly RegionDescription[] | undefined {
  const { header, regions } = decodeContent(readCarrier(bytes).content);
  const promised = decodeHeader(header).regions;
  return (
    promised &&
    outlinesOf(promised).map((areas, i) => {
      const slot = regions?.[i];
      return { areas, wrapped: slot && decodeRegionHeader(slot.header).wrapped };
    })
  );
}

/**
 * The wrapped content key of a cipher image as a binary age file; what `age --decrypt` prints of it
 * works as a key file. Undefined when the image was encrypted with a key file: nothing is wrapped.
 * @throws NeuroveilError as {@link readHeader}
 */
export function ageFile(bytes: Uint8Array): Uint8Array | undefined {
  return readHeader(bytes).wrapped;
}
