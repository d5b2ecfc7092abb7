import { ByteReader } from "../byte-reader.ts";
import { startCodec } from "../codec-packages.ts";
import { damaged } from "../damaged.ts";
import { decodedFrame, type DecodedFrame } from "../decoded-frame.ts";
import { boundedSize, type Limits } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";

const name = "@cornerstonejs/codec-charls";

/** The shape in the frame header (SOF55; ITU-T T.87, C.2.2). */
function readShape(file: Uint8Array): Omit<DecodedFrame, "data"> {
  const reader = new ByteReader(file, "JPEG-LS", { little: false }, 2);
  for (;;) {
    const marker = reader.u16();
    if (marker < 0xff01) throw damaged("JPEG-LS", "its segments");
    const start = reader.at;
    const length = reader.u16();
    if (marker === 0xffda) throw damaged("JPEG-LS", "it has no frame");
    if (marker === 0xfff7) break;
    reader.at = start + Math.max(2, length);
  }
  const bits = reader.u8();
  const [height, width, channels] = [reader.u16(), reader.u16(), reader.u8()];
  if (bits < 2 || bits > 16 || (channels !== 1 && channels !== 3 && channels !== 4)) {
    throw keptAsFile(`a JPEG-LS image of ${channels} x ${bits} bits`, "1, 3 or 4 channels");
  }
  if (width === 0 || height === 0) throw damaged("JPEG-LS", "its size");
  return { width, height, channels, bits, signed: false };
}

export type CharLs = Awaited<ReturnType<(typeof import("#charls"))["default"]>>;

export function loadCharLs(): Promise<CharLs> {
  return startCodec(name, "a JPEG-LS image", () => import("#charls"));
}

/**
 * Decodes JPEG-LS with CharLS, which is exact: what a near-lossless file decodes to is defined.
 * @throws NotPixels, NeuroveilError "limit"
 */
export async function decodeJpegLsFrame(
  file: Uint8Array,
  limits: Limits,
  codec?: CharLs,
): Promise<DecodedFrame> {
  const shape = readShape(file);
  boundedSize(shape, limits);
  const module = codec ?? (await loadCharLs());
  const decoder = new module.JpegLSDecoder();
  try {
    decoder.getEncodedBuffer(file.length).set(file);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
    const same =
      width === shape.width &&
      height === shape.height &&
      componentCount === shape.channels &&
      bitsPerSample === shape.bits;
    if (!same) throw damaged("JPEG-LS", "its decoder gives another shape than it says");
    // 0: one channel after another.
    const planes = decoder.getInterleaveMode() === 0;
    return decodedFrame("JPEG-LS", shape, decoder.getDecodedBuffer(), planes);
  } catch (error) {
    if (error instanceof Error && error.name === "NeuroveilError") throw error;
    // Exceptions of the codec are numbers.
    throw damaged("JPEG-LS", "its decoder cannot read it", error);
  } finally {
    decoder.delete();
  }
}
