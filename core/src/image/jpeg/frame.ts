import { damaged } from "../damaged.ts";
import { otherJpeg, readFrameHeader, type FrameComponent } from "./frame-header.ts";
import { markers, payloads, type Segment } from "./segments.ts";

/** Its sampling factors are its blocks of 8 x 8 in an MCU. */
export interface JpegComponent extends FrameComponent {
  /** Size in blocks when it is stored alone in a scan. */
  readonly blocksWide: number;
  readonly blocksHigh: number;
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
  if (other !== undefined) throw otherJpeg(`an image that is ${refused[other.marker]}`);
  const headers = segments.filter(({ marker }) => marker >= markers.sof0 && marker <= markers.sof2);
  const [header] = headers;
  if (header === undefined) throw damaged("JPEG", "it holds no image");
  if (headers.length > 1) throw damaged("JPEG", "it has two frame headers");

  const { bits, width, height, components: factors } = readFrameHeader(header.data);
  if (bits !== 8) throw otherJpeg(`${bits}-bit samples`);
  if (Math.max(width, height) > longestSide) throw otherJpeg(`a side above ${longestSide} pixels`);
  const count = factors.length;
  if (count !== 1 && count !== 3 && count !== 4) throw otherJpeg(`${count} components`);

  const widest = Math.max(...factors.map(({ h }) => h));
  const highest = Math.max(...factors.map(({ v }) => v));
  const fractional = factors.find(({ h, v }) => widest % h > 0 || highest % v > 0);
  if (fractional !== undefined) {
    const { h, v } = fractional;
    throw otherJpeg(`fractional sampling (${h} x ${v} of ${widest} x ${highest})`);
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
    colours: readColours(segments, factors, "ycc"),
  };
}

/**
 * By the rules of libjpeg: JFIF, else Adobe's last marker, else the components' names.
 * @param unsaid what three components are where nothing says it
 */
export function readColours(
  segments: readonly Segment[],
  components: readonly FrameComponent[],
  unsaid: "rgb" | "ycc",
): JpegColours {
  const firstScan = segments.findIndex(({ marker }) => marker === markers.sos);
  const before = segments.slice(0, firstScan < 0 ? segments.length : firstScan);
  const adobe = payloads(before, markers.app14, "Adobe").filter(({ length }) => length >= 7);
  const transform = adobe.at(-1)?.[6];
  if (components.length === 1) return "gray";
  if (components.length === 4) return transform === undefined || transform === 0 ? "cmyk" : "ycck";
  const jfif = payloads(before, markers.app0, "JFIF\0").filter(({ length }) => length >= 9);
  if (jfif.length > 0) return "ycc";
  if (transform !== undefined) return transform === 0 ? "rgb" : "ycc";
  return String.fromCharCode(...components.map(({ id }) => id)) === "RGB" ? "rgb" : unsaid;
}
