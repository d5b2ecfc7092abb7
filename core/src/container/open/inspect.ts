import { readCarrier } from "../carrier/carrier.ts";
import { decodeContent } from "../header/chunk-content.ts";
import { decodeHeader, type Header } from "../header/header.ts";
import { decodePreviewHeader, type PreviewHeader } from "../preview/preview.ts";

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

/**
 * The wrapped content key of a cipher image as a binary age file; what `age --decrypt` prints of it
 * works as a key file. Undefined when the image was encrypted with a key file: nothing is wrapped.
 * @throws NeuroveilError as {@link readHeader}
 */
export function ageFile(bytes: Uint8Array): Uint8Array | undefined {
  return readHeader(bytes).wrapped;
}
