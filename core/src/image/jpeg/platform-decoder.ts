import type { JpegFrame } from "./frame.ts";
import type { Segment } from "./segments.ts";

/**
 * What decodes a JPEG's samples. `#jpeg-decoder` resolves to platform-decoder.node.ts or
 * platform-decoder.browser.ts, whose results are the same bytes.
 */
export interface JpegDecoder {
  /** Loads what it needs, so that {@link JpegDecoder.decode} begins at once. */
  load(): Promise<unknown>;

  /**
   * Decodes the samples of a Huffman-coded 8-bit JPEG, interleaved, as stored: gray, RGB (YCbCr is
   * converted) or CMYK (YCCK is converted, Adobe's inversion is undone).
   * @param room gives memory of their size where they may be put, when called before anything is
   *   awaited; the result need not lie there
   * @throws Error when the file cannot be decoded; of damaged data some decoders make something up
   */
  decode(
    file: Uint8Array,
    segments: readonly Segment[],
    frame: JpegFrame,
    room?: () => Uint8Array | undefined,
  ): Promise<Uint8Array>;
}
