import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import { letters } from "../letters.ts";
import { checkAmount } from "../jpeg/check.ts";
import { decodeSamples } from "../jpeg/decode.ts";
import { readFrame, type JpegFrame } from "../jpeg/frame.ts";
import { markers, readParts, readSegments, type Segment } from "../jpeg/segments.ts";
import { keptAsFile, NotPixels } from "../not-pixels.ts";
import { unsupported, type TiffBlock, type TiffLayout } from "./layout.ts";

/** A block of 8 x 8 samples takes a bit at the least, so that of a byte come so many bytes of a channel. */
const samplesOfByte = 8 * 64;

/** At the most so many bytes come of one. */
export function jpegExpansion({ blockChannels }: TiffLayout): number {
  return samplesOfByte * blockChannels;
}

/** @throws NotPixels "unsupported" */
export function checkJpeg({ bits, kind, predictor, blockChannels }: TiffLayout): void {
  if (bits !== 8 || kind !== "unsigned" || predictor !== 1) {
    throw unsupported(`${bits}-bit ${kind} samples in a JPEG`);
  }
  if (![1, 3, 4].includes(blockChannels)) throw unsupported(`${blockChannels} channels in a JPEG`);
}

/**
 * Decodes a strip or tile that is a JPEG (TIFF Technical Note 2): tables stand in the directory, what
 * colours are says the photometric interpretation. YCbCr becomes RGB; others stay what they are stored as.
 * @param tell of what it holds beside the samples
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function unpackJpeg(
  bytes: Uint8Array,
  block: TiffBlock,
  layout: TiffLayout,
  tell: (rest: Uint8Array, what?: string) => void,
): Promise<Uint8Array> {
  try {
    return await samplesOf(bytes, block, layout, tell);
  } catch (error) {
    if (!(error instanceof NotPixels) || error.file.includes("TIFF")) throw error;
    if (error.code === "broken") throw damaged("TIFF", `${error.file} stands in it`, error);
    throw keptAsFile(`a TIFF with ${error.file} inside`, "a TIFF with baseline JPEGs inside");
  }
}

async function samplesOf(
  bytes: Uint8Array,
  block: TiffBlock,
  { blockWidth, blockHeight, blockChannels, jpegTables, fromYcc }: TiffLayout,
  tell: (rest: Uint8Array, what?: string) => void,
): Promise<Uint8Array> {
  const tables = jpegTables === undefined ? [] : readSegments(jpegTables);
  if (tables.some(({ marker }) => !isTable(marker))) throw damaged("TIFF", "its JPEG tables");
  const parts = readParts(bytes);
  tell(parts.tail);
  for (const { marker, data } of parts.segments) {
    if (isAside(marker) && !isUsual(data)) tell(data, "segments of JPEGs beside their samples");
  }
  const own = [...tables, ...parts.segments.filter(({ marker }) => !isAside(marker))];
  const file = concat([
    Uint8Array.of(0xff, markers.soi),
    coloursSegment(fromYcc),
    ...own.flatMap(bytesOf),
    Uint8Array.of(0xff, markers.eoi),
  ]);
  const segments = readSegments(file);
  const frame = readFrame(segments);
  const { width, height, components } = frame;
  if (
    width !== blockWidth ||
    height < block.rows ||
    height > blockHeight ||
    components.length !== blockChannels
  ) {
    throw damaged("TIFF", "a JPEG in it has another shape than its directory says");
  }
  checkSampling(frame, fromYcc);
  checkAmount(segments, frame);
  const samples = await decodeSamples(file, segments, frame);
  // Adobe's custom, which TIFF has not.
  if (components.length === 4) for (let i = 0; i < samples.length; i++) samples[i]! ^= 0xff;
  return samples;
}

/** Only what differs from the brightness in colour has fewer samples, as libtiff wants it. */
function checkSampling({ components, widest, highest }: JpegFrame, fromYcc: boolean): void {
  const whole = components.slice(0, fromYcc ? 1 : undefined);
  if (whole.some(({ h, v }) => h !== widest || v !== highest)) {
    throw unsupported("channels of different sizes in a JPEG");
  }
}

const { dqt, dht, dri, app0, app15, com, app14 } = markers;

function isTable(marker: number): boolean {
  return marker === dqt || marker === dht || marker === dri;
}

/** Whether a segment says nothing of the samples: what there is to say, the directory says. */
function isAside(marker: number): boolean {
  return marker === com || (marker >= app0 && marker <= app15);
}

/** Whether a segment says no more than that it is a JPEG, or which colours. */
function isUsual(data: Uint8Array): boolean {
  const name = letters(data, 0, 5);
  return (name === "JFIF\0" && data.length <= 14) || (name === "Adobe" && data.length <= 12);
}

/** Adobe's segment, by which decoders tell whether components are to become RGB. */
function coloursSegment(fromYcc: boolean): Uint8Array {
  const text = Uint8Array.from("Adobe", (letter) => letter.charCodeAt(0));
  const rest = Uint8Array.of(0, 100, 0, 0, 0, 0, fromYcc ? 1 : 0);
  return concat([Uint8Array.of(0xff, app14, 0, 2 + text.length + rest.length), text, rest]);
}

function bytesOf({ marker, data, entropy }: Segment): Uint8Array[] {
  const length = data.length + 2;
  return [Uint8Array.of(0xff, marker, length >> 8, length & 255), data, entropy];
}
