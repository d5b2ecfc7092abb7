import { asFile, type NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { NotPixels } from "../not-pixels.ts";

/** What every frame header says (T.81, B.2.2), of whatever process. */
export interface FrameHeader {
  /** Bits of a sample. */
  readonly bits: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly FrameComponent[];
}

export interface FrameComponent {
  readonly id: number;
  /** Sampling factors, 1 to 4. */
  readonly h: number;
  readonly v: number;
  /** Destination of its quantization table, where the process has one. */
  readonly quantization: number;
}

/**
 * Reads the content of a frame header.
 * @throws NeuroveilError "broken", or "unsupported" where the height is not in it
 */
export function readFrameHeader(data: Uint8Array): FrameHeader {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = data[5];
  if (count === undefined || data.length !== 6 + 3 * count) {
    throw damaged("JPEG", "its frame header is cut short");
  }
  const height = view.getUint16(1);
  const width = view.getUint16(3);
  if (width === 0) throw damaged("JPEG", "its width is 0");
  if (height === 0) throw otherJpeg("a height that only follows the image (DNL)");
  return { bits: data[0]!, width, height, components: readComponents(data.subarray(6)) };
}

function readComponents(table: Uint8Array): FrameComponent[] {
  return Array.from({ length: table.length / 3 }, (_, i) => {
    const id = table[3 * i]!;
    const h = table[3 * i + 1]! >> 4;
    const v = table[3 * i + 1]! & 15;
    if (h < 1 || h > 4 || v < 1 || v > 4) {
      throw damaged("JPEG", `its sampling factors ${h} x ${v} are not 1 to 4`);
    }
    return { id, h, v, quantization: table[3 * i + 2]! };
  });
}

/** The refusal of a JPEG that is of another kind than those that are read. */
export function otherJpeg(what: string): NeuroveilError {
  return new NotPixels(
    "unsupported",
    {
      expected: "a Huffman-coded JPEG of 8 bits, or a lossless one",
      got: what,
      todo: asFile,
    },
    `a JPEG with ${what}`,
  );
}
