import { damaged } from "../damaged.ts";
import type { PngOrigin } from "../image.ts";

type Depth = PngOrigin["depth"];
type ColourType = PngOrigin["colourType"];

/** IHDR, checked. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: Depth;
  readonly colourType: ColourType;
  readonly interlaced: boolean;
}

interface Storage {
  readonly colourType: ColourType;
  /** Samples a pixel as stored; 1 for a palette's index. */
  readonly samples: number;
  readonly depths: readonly Depth[];
}

const storages: readonly Storage[] = [
  { colourType: 0, samples: 1, depths: [1, 2, 4, 8, 16] },
  { colourType: 2, samples: 3, depths: [8, 16] },
  { colourType: 3, samples: 1, depths: [1, 2, 4, 8] },
  { colourType: 4, samples: 2, depths: [8, 16] },
  { colourType: 6, samples: 4, depths: [8, 16] },
];

/** Samples a pixel as stored; 1 for a palette's index. */
export function storedSamples(colourType: ColourType): number {
  return storages.find((storage) => storage.colourType === colourType)!.samples;
}

/**
 * Reads the content of an IHDR chunk.
 * @throws NeuroveilError "broken" when a field has a value that the standard does not allow
 */
export function readHeader(ihdr: Uint8Array): PngHeader {
  if (ihdr.length !== 13) throw damaged("PNG", `its IHDR chunk has ${ihdr.length} bytes, not 13`);
  const view = new DataView(ihdr.buffer, ihdr.byteOffset, ihdr.byteLength);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const most = 2 ** 31 - 1;
  if (width === 0 || height === 0 || width > most || height > most) {
    throw damaged("PNG", `its size is ${width} x ${height}`);
  }
  const storage = storages.find(({ colourType }) => colourType === ihdr[9]);
  const depth = storage?.depths.find((allowed) => allowed === ihdr[8]);
  if (storage === undefined || depth === undefined) {
    throw damaged("PNG", `it has depth ${ihdr[8]} with colour type ${ihdr[9]}`);
  }
  if (ihdr[10] !== 0 || ihdr[11] !== 0 || ihdr[12]! > 1) {
    throw damaged("PNG", "its compression, filter or interlace method is not of the standard");
  }
  return { width, height, depth, colourType: storage.colourType, interlaced: ihdr[12] === 1 };
}

/** Writes the content of an IHDR chunk. */
export function headerBytes(header: PngHeader): Uint8Array {
  const ihdr = new Uint8Array(13);
  const view = new DataView(ihdr.buffer);
  view.setUint32(0, header.width);
  view.setUint32(4, header.height);
  ihdr[8] = header.depth;
  ihdr[9] = header.colourType;
  ihdr[12] = header.interlaced ? 1 : 0;
  return ihdr;
}
