import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";
import { compressions, otherCompressions, type Compression } from "./compression.ts";
import { unsupported, type TiffBlock, type TiffLayout } from "./layout.ts";
import type { Leftover } from "../leftover.ts";
import { reverseBits } from "./samples.ts";

const behind = "data behind the samples of strips or tiles";
const missing = "some of its samples are missing";

/** @throws NotPixels "unsupported" for one that is not read */
export function compressionOf(layout: TiffLayout): Compression {
  const { compression: id, reversed } = layout;
  const compression = compressions.get(id);
  if (compression === undefined) {
    throw keptAsFile(
      `a TIFF compressed by ${otherCompressions.get(id) ?? `method ${id}`}`,
      "a TIFF without compression, or with PackBits, LZW, Deflate, Zstandard, JPEG or fax codes",
    );
  }
  if (reversed && compression.reversible !== true) throw unsupported("bits in reverse order");
  compression.check?.(layout);
  return compression;
}

/** @throws NotPixels "broken" where the file cannot have the samples: before memory is taken on its word */
export function checkBlocks(layout: TiffLayout): void {
  const expansion = expansionOf(layout);
  for (const { length, rows } of layout.blocks) {
    if (layout.rowBytes * rows > length * expansion) throw damaged("TIFF", missing);
  }
}

function expansionOf(layout: TiffLayout): number {
  const { expansion } = compressionOf(layout);
  return typeof expansion === "number" ? expansion : expansion(layout);
}

/**
 * The bytes of a strip or tile.
 * @param packed as it stands in the file; may be changed
 * @param onRest told of what it holds beside them
 * @throws NotPixels "broken"
 */
export async function unpackBlock(
  packed: Uint8Array,
  block: TiffBlock,
  layout: TiffLayout,
  onRest?: (rest: Leftover) => void,
): Promise<Uint8Array> {
  const { blockBytes, rowBytes } = layout;
  const compression = compressionOf(layout);
  if (layout.reversed) reverseBits(packed);
  let bytes: Uint8Array;
  try {
    const most = Math.min(blockBytes, packed.length * expansionOf(layout));
    bytes = await compression.unpack(packed, most, block, layout, (rest, what = behind) => {
      // Zeros fill up.
      if (rest.some((byte) => byte !== 0)) onRest?.({ what, bytes: rest.length });
    });
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    throw damaged("TIFF", "its compressed data is damaged", error);
  }
  if (bytes.length < rowBytes * block.rows) throw damaged("TIFF", missing);
  return bytes;
}
