import { damaged } from "../../damaged.ts";
import { otherJpeg, readFrameHeader } from "../frame-header.ts";
import { readColours } from "../frame.ts";
import { markers, type Segment } from "../segments.ts";

/** What the frame header of a lossless JPEG says about its image (SOF3; T.81, H). */
export interface LosslessFrame {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample, 2 to 16. */
  readonly bits: number;
  /** Names of its components, one to four. */
  readonly ids: readonly number[];
  /** What they are, as far as it says. */
  readonly colours: ReturnType<typeof readColours> | "unknown";
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which stand among them. */
function isFrameHeader({ marker }: Segment): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Whether a JPEG's frame is of the lossless process with Huffman codes. */
export function isLossless(segments: readonly Segment[]): boolean {
  return segments.find(isFrameHeader)?.marker === markers.sof3;
}

/**
 * Reads the frame header.
 * @throws NeuroveilError "broken" or "unsupported"
 */
export function readLosslessFrame(segments: readonly Segment[]): LosslessFrame {
  const [header, ...others] = segments.filter(isFrameHeader);
  if (header?.marker !== markers.sof3) throw otherJpeg("an image that is not lossless");
  if (others.length > 0) throw damaged("JPEG", "it has two frame headers");
  const { bits, width, height, components } = readFrameHeader(header.data);
  if (bits < 2 || bits > 16) throw damaged("JPEG", `its samples are of ${bits} bits`);
  const count = components.length;
  if (count < 1 || count > 4) throw otherJpeg(`${count} components`);
  const ids = components.map(({ id }) => id);
  if (new Set(ids).size < count) throw damaged("JPEG", "two of its components have one name");
  // One component alone is stored row by row, whatever its factors are.
  if (count > 1 && components.some(({ h, v }) => h * v !== 1)) {
    throw otherJpeg("lossless components of several sizes");
  }
  const colours = count === 2 ? "unknown" : readColours(segments, components, "rgb");
  return { width, height, bits, ids, colours };
}
