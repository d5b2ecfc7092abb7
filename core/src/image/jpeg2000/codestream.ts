import { ByteReader } from "../byte-reader.ts";
import { startCodec } from "../codec-packages.ts";
import { damaged } from "../damaged.ts";
import { decodedFrame, type DecodedFrame } from "../decoded-frame.ts";
import { boundedSize, type Limits } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";

const name = "@cornerstonejs/codec-openjpeg";
/** Recorded with what a lossy image decodes to; the version that package.json asks for. */
export const openJpeg: string = `${name} 1.3.6`;

const soc = 0xff4f;
const siz = 0xff51;
/** A part of a tile has at least a head and the marker of its data (A.4.2, A.4.3). */
const leastTileBytes = 14;
/** Samples of any picture, and of each byte beyond: what is more is one colour all over, or damaged. */
const [fewSamples, samplesOfByte] = [2 ** 23, 2 ** 10];

/**
 * The shape that a codestream says it has (ISO/IEC 15444-1, A.5.1): before anything is decoded.
 * @throws NotPixels
 */
export function readSize(
  codestream: Uint8Array,
): Tiling & { readonly shape: Omit<DecodedFrame, "data"> } {
  const reader = new ByteReader(codestream, "JPEG 2000", { little: false });
  if (reader.u16() !== soc || reader.u16() !== siz) throw damaged("JPEG 2000", "its header");
  reader.at = 6;
  if ((reader.u16() & 0x4000) !== 0) {
    throw keptAsFile("a JPEG 2000 image with high-throughput blocks", "JPEG 2000, part 1");
  }
  const [right, bottom, left, top] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  const tile = { width: reader.u32(), height: reader.u32() };
  const from = { left: reader.u32(), top: reader.u32() };
  const channels = reader.u16();
  const depths: number[] = [];
  for (let i = 0; i < channels; i++) {
    const depth = reader.u8();
    depths.push(depth);
    if (reader.u8() !== 1 || reader.u8() !== 1 || depth !== depths[0]) {
      throw keptAsFile("a JPEG 2000 image of different channels", "channels of one shape");
    }
  }
  const [first = 0] = depths;
  const bits = (first & 0x7f) + 1;
  // OpenJPEG's build for JavaScript has no others.
  if ((channels !== 1 && channels !== 3) || bits > 16) {
    throw keptAsFile(`a JPEG 2000 image of ${channels} x ${bits} bits`, "1 or 3 x 16 bits");
  }
  if (right <= left || bottom <= top) throw damaged("JPEG 2000", "its size");
  const [width, height] = [right - left, bottom - top];
  // A decoder has work with every tile and sample that there should be.
  const tiles =
    Math.ceil((right - from.left) / tile.width) * Math.ceil((bottom - from.top) / tile.height);
  if (!(tiles * leastTileBytes <= codestream.length)) throw fewTiles();
  if (width * height * channels > fewSamples + samplesOfByte * codestream.length) {
    throw keptAsFile(
      `a JPEG 2000 image of ${width} x ${height} in ${codestream.length} bytes`,
      "a byte or more for 1024 samples",
    );
  }
  const shape = { width, height, channels, bits, signed: first >= 0x80 };
  return { shape, tiles, tile };
}

/** What a codestream's size says beside the shape: tiles, and the size of one. */
export interface Tiling {
  readonly tiles: number;
  readonly tile: { readonly width: number; readonly height: number };
}

export function fewTiles(): Error {
  return damaged("JPEG 2000", "it has fewer tiles than its size needs");
}

export function readShape(codestream: Uint8Array): Omit<DecodedFrame, "data"> {
  return readSize(codestream).shape;
}

export type OpenJpeg = Awaited<ReturnType<(typeof import("#openjpeg"))["default"]>>;

export function loadOpenJpeg(): Promise<OpenJpeg> {
  return startCodec(name, "a JPEG 2000 image", () => import("#openjpeg"));
}

/**
 * Decodes a JPEG 2000 codestream with OpenJPEG.
 * @param codec one that has decoded others of the same file
 * @throws NotPixels, NeuroveilError "limit"
 */
export async function decodeCodestream(
  codestream: Uint8Array,
  limits: Limits,
  codec?: OpenJpeg,
): Promise<DecodedFrame & { readonly reversible: boolean }> {
  const shape = readShape(codestream);
  boundedSize(shape, limits);
  const module = codec ?? (await loadOpenJpeg());
  const decoder = new module.J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample, isSigned } = decoder.getFrameInfo();
    const same =
      width === shape.width &&
      height === shape.height &&
      componentCount === shape.channels &&
      bitsPerSample === shape.bits &&
      isSigned === shape.signed;
    if (!same) throw damaged("JPEG 2000", "its decoder gives another shape than it says");
    const reversible = decoder.getIsReversible();
    return {
      ...decodedFrame("JPEG 2000", shape, decoder.getDecodedBuffer(), false),
      reversible,
    };
  } catch (error) {
    if (error instanceof Error && error.name === "NeuroveilError") throw error;
    // Exceptions of the codec are numbers.
    throw damaged("JPEG 2000", "its decoder cannot read it", error);
  } finally {
    decoder.delete();
  }
}
