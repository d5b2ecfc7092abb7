import { codecs } from "#codecs";
import { ZSTDDecoder } from "zstddec";
import { unpackBits } from "../packbits.ts";
import { unpackFax, type FaxRows } from "./fax.ts";
import { checkJpeg, jpegExpansion, unpackJpeg } from "./jpeg.ts";
import { unsupported, type TiffBlock, type TiffLayout } from "./layout.ts";
import { unpackLzw } from "./lzw.ts";

/** How strips or tiles are packed. */
export interface Compression {
  /** At the most so many bytes come of one, of a picture of this layout. */
  readonly expansion: number | ((layout: TiffLayout) => number);
  /** Whether each byte may have its bits in reverse order (FillOrder 2). */
  readonly reversible?: true;
  /**
   * Refuses pictures that cannot be packed so.
   * @throws NotPixels
   */
  check?(layout: TiffLayout): void;
  /**
   * Unpacks up to `most` bytes of a block's rows, and fails or stops there.
   * @param tell of what the block holds beside them: a part of it, or what it is
   */
  unpack(
    bytes: Uint8Array,
    most: number,
    block: TiffBlock,
    layout: TiffLayout,
    tell: (rest: Uint8Array, what?: string) => void,
  ): Promise<Uint8Array>;
}

const deflate: Compression = {
  expansion: 1032,
  unpack: (bytes, most, _, _layout, tell) =>
    codecs.inflate(bytes, most, (rest) => tell(bytes.subarray(-rest))),
};

/** By TIFF's number. Of those that are not exact (WebP, LERC), JPEG alone is read: see `jpeg.ts`. */
export const compressions: ReadonlyMap<number, Compression> = new Map<number, Compression>([
  [
    1,
    {
      expansion: 1,
      reversible: true,
      unpack(bytes, most, _, _layout, tell) {
        tell(bytes.subarray(most));
        return Promise.resolve(bytes.subarray(0, most));
      },
    },
  ],
  [2, faxCodes("bytes")],
  [3, faxCodes("lines")],
  [4, faxCodes("pages")],
  // A code of 12 bits stands for a string of at most 3838 bytes.
  [
    5,
    {
      expansion: 4096,
      unpack: (bytes, most, _, _layout, tell) =>
        Promise.resolve(unpackLzw(bytes, most, (used) => tell(bytes.subarray(used)))),
    },
  ],
  [
    7,
    {
      expansion: jpegExpansion,
      check: checkJpeg,
      unpack: (bytes, _, block, layout, tell) => unpackJpeg(bytes, block, layout, tell),
    },
  ],
  [8, deflate],
  [32946, deflate],
  [
    32773,
    {
      expansion: 64,
      unpack: (bytes, most, _, _layout, tell) =>
        Promise.resolve(unpackBits(bytes, most, "TIFF", (used) => tell(bytes.subarray(used)))),
    },
  ],
  // A block of up to 128 KiB of one byte takes four.
  [50000, { expansion: 1 << 15, unpack: unpackZstd }],
]);

/** The first bit of T4Options. */
const twoDimensions = 1;

function faxCodes(kind: FaxRows["kind"]): Compression {
  return {
    // A row takes a bit at the least.
    expansion: ({ rowBytes }) => 8 * rowBytes,
    reversible: true,
    check({ bits, blockChannels }) {
      if (bits !== 1 || blockChannels !== 1) throw unsupported("fax codes of other than bits");
    },
    unpack: async (bytes, _, { rows }, { blockWidth, rowBytes, t4Options }) =>
      unpackFax(bytes, {
        width: blockWidth,
        rowBytes,
        rows,
        kind,
        twoDimensional: (t4Options & twoDimensions) !== 0,
      }),
  };
}

async function unpackZstd(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return decoder.decode(bytes, most);
}

/** Those that are known and not read, by TIFF's number. */
export const otherCompressions: ReadonlyMap<number, string> = new Map([
  [6, "JPEG of the old kind"],
  [34661, "JBIG"],
  [34676, "SGI's logarithms"],
  [34677, "SGI's logarithms"],
  [34712, "JPEG 2000"],
  [34887, "LERC"],
  [34925, "LZMA"],
  [50001, "WebP"],
  [50002, "JPEG XL"],
]);
