import { asFile } from "../../errors.ts";
import type { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { markers, payloads, type Segment } from "./segments.ts";
import { NotPixels } from "../not-pixels.ts";

export interface JpegComponent {
  readonly id: number;
  /** Sampling factors, 1 to 4: blocks of 8 x 8 in an MCU. */
  readonly h: number;
  readonly v: number;
  /** Size in blocks when it is stored alone in a scan. */
  readonly blocksWide: number;
  readonly blocksHigh: number;
  /** Destination of its quantization table. */
  readonly quantization: number;
}

/** What a JPEG's headers say about its image. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  /** One for gray, three for colour, four for CMYK or YCCK. */
  readonly components: readonly JpegComponent[];
  /** Sampling factors of the finest component. */
  readonly widest: number;
  readonly highest: number;
  /** MCUs of a scan that interleaves components: all, and those of a row. */
  readonly mcus: number;
  readonly mcusWide: number;
  /** What the components are. */
  readonly colours: JpegColours;
}

type JpegColours = "gray" | "ycc" | "rgb" | "cmyk" | "ycck";

/** The processes that are not decoded, by the marker of their frame header. */
const refused: Readonly<Record<number, string>> = {
  0xc3: "lossless",
  0xc5: "hierarchical",
  0xc6: "hierarchical",
  0xc7: "lossless hierarchical",
  0xc9: "arithmetic-coded",
  0xca: "arithmetic-coded",
  0xcb: "lossless arithmetic-coded",
  0xcd: "hierarchical arithmetic-coded",
  0xce: "hierarchical arithmetic-coded",
  0xcf: "lossless hierarchical arithmetic-coded",
  0xde: "hierarchical",
  0xf7: "JPEG-LS",
};

/** libjpeg's, which both platforms' decoders are. */
const longestSide = 65500;

/**
 * Reads the frame header, before anything is decoded.
 * @throws NeuroveilError "broken", or "unsupported" with the name of a process that is not decoded
 */
export function readFrame(segments: readonly Segment[]): JpegFrame {
  const other = segments.find(({ marker }) => Object.hasOwn(refused, marker));
  if (other !== undefined) throw unsupported(`an image that is ${refused[other.marker]}`);
  const headers = segments.filter(({ marker }) => marker >= markers.sof0 && marker <= markers.sof2);
  const [header] = headers;
  if (header === undefined) throw damaged("JPEG", "it holds no image");
  if (headers.length > 1) throw damaged("JPEG", "it has two frame headers");

  const { data } = header;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = data[5];
  if (count === undefined || data.length !== 6 + 3 * count) {
    throw damaged("JPEG", "its frame header is cut short");
  }
  if (data[0] !== 8) throw unsupported(`${data[0]}-bit samples`);
  const height = view.getUint16(1);
  const width = view.getUint16(3);
  if (width === 0) throw damaged("JPEG", "its width is 0");
  if (height === 0) throw unsupported("a height that only follows the image (DNL)");
  if (Math.max(width, height) > longestSide)
    throw unsupported(`a side above ${longestSide} pixels`);
  if (count !== 1 && count !== 3 && count !== 4) throw unsupported(`${count} components`);

  const factors = readFactors(data.subarray(6));
  const widest = Math.max(...factors.map(({ h }) => h));
  const highest = Math.max(...factors.map(({ v }) => v));
  const fractional = factors.find(({ h, v }) => widest % h > 0 || highest % v > 0);
  if (fractional !== undefined) {
    const { h, v } = fractional;
    throw unsupported(`fractional sampling (${h} x ${v} of ${widest} x ${highest})`);
  }
  const mcusWide = Math.ceil(width / (8 * widest));
  return {
    width,
    height,
    progressive: header.marker === markers.sof2,
    components: factors.map(({ id, h, v, quantization }) => ({
      id,
      h,
      v,
      quantization,
      blocksWide: Math.ceil(Math.ceil((width * h) / widest) / 8),
      blocksHigh: Math.ceil(Math.ceil((height * v) / highest) / 8),
    })),
    widest,
    highest,
    mcus: mcusWide * Math.ceil(height / (8 * highest)),
    mcusWide,
    colours: readColours(segments, factors),
  };
}

type Factors = Pick<JpegComponent, "id" | "h" | "v" | "quantization">;

function readFactors(table: Uint8Array): Factors[] {
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

/** By the rules of libjpeg: JFIF, else Adobe's last marker, else the components' names. */
function readColours(segments: readonly Segment[], components: readonly Factors[]): JpegColours {
  const firstScan = segments.findIndex(({ marker }) => marker === markers.sos);
  const before = segments.slice(0, firstScan < 0 ? segments.length : firstScan);
  const adobe = payloads(before, markers.app14, "Adobe").filter(({ length }) => length >= 7);
  const transform = adobe.at(-1)?.[6];
  if (components.length === 1) return "gray";
  if (components.length === 4) return transform === undefined || transform === 0 ? "cmyk" : "ycck";
  const jfif = payloads(before, markers.app0, "JFIF\0").filter(({ length }) => length >= 9);
  if (jfif.length > 0) return "ycc";
  if (transform !== undefined) return transform === 0 ? "rgb" : "ycc";
  return String.fromCharCode(...components.map(({ id }) => id)) === "RGB" ? "rgb" : "ycc";
}

function unsupported(what: string): NeuroveilError {
  return new NotPixels(
    "unsupported",
    { expected: "a Huffman-coded 8-bit JPEG", got: what, todo: asFile },
    `a JPEG with ${what}`,
  );
}
