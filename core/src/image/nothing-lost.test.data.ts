import { decodeImage, encodeImage } from "./index.ts";
import { listJpeg, pngContents, type Listed } from "./jpeg/listing.test.data.ts";

/** Names before the content that has a place in a PNG, and how much there is of a header behind them. */
const names: readonly (readonly [marker: number, name: string, header: number])[] = [
  [0xe1, "Exif\0\0", 0],
  [0xe1, "http://ns.adobe.com/xap/1.0/\0", 0],
  [0xe2, "ICC_PROFILE\0", 2],
  [0xed, "Photoshop 3.0\0", 0],
  [0xfe, "", 0],
];

/**
 * What of a JPEG neither comes back in the file that its image is written to nor was said to be lost,
 * one line each. Knows nothing of how segments are read.
 */
export async function silentLosses(file: Uint8Array): Promise<string[]> {
  const said: string[] = [];
  const image = await decodeImage(file, { onNotKept: (what) => said.push(...what) });
  const { bytes, extension } = await encodeImage(image);
  // A TIFF's values stand in it as they are.
  const restored = extension === "png" ? pngContents(bytes) : [bytes];
  const { segments, tail } = listJpeg(file);
  const losses: string[] = [];
  let lost = 0;
  for (const segment of segments) {
    const place = placeOf(segment);
    if (place === undefined || isUsedUp(segment)) continue;
    const content = contentOf(segment);
    if (content !== undefined && restored.some((part) => holds(part, content))) continue;
    // Of a JFIF header that says nothing useful, only a thumbnail is worth counting.
    const header = startsWith(segment.data, "JFIF\0") ? 14 : 0;
    lost += Math.max(0, (content ?? segment.data).length - header);
    if (!said.some((line) => line.includes(place))) losses.push(`${place} of ${lost} bytes`);
  }
  lost += tail.length;
  if (tail.length > 0 && !said.some((line) => line.includes("behind its end"))) {
    losses.push(`${tail.length} bytes behind EOI`);
  }
  const saidBytes = said.reduce((sum, line) => sum + Number(/, (\d+) bytes?$/.exec(line)![1]), 0);
  if (saidBytes < lost) losses.push(`${lost} bytes lost, ${saidBytes} said`);
  return losses;
}

function placeOf({ marker }: Listed): string | undefined {
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  return marker === 0xfe ? "COM" : undefined;
}

/** Density and colours are in the image; whether right, other tests see. */
function isUsedUp({ marker, data }: Listed): boolean {
  const jfif = marker === 0xe0 && startsWith(data, "JFIF\0") && data.length === 14;
  const valid = jfif && data[7]! < 3 && data[8]! + data[9]! > 0 && data[10]! + data[11]! > 0;
  return valid || (marker === 0xee && startsWith(data, "Adobe"));
}

function contentOf({ marker, data }: Listed): Uint8Array | undefined {
  const known = names.find(([of, name]) => of === marker && startsWith(data, name));
  if (known === undefined) return undefined;
  const content = data.subarray(known[1].length + known[2]);
  // Zeros at the end of a text end it.
  return marker === 0xfe || known[1].startsWith("http")
    ? content.subarray(0, content.findLastIndex((byte) => byte !== 0) + 1)
    : content;
}

function startsWith(data: Uint8Array, name: string): boolean {
  return String.fromCharCode(...data.subarray(0, name.length)) === name;
}

function holds(whole: Uint8Array, part: Uint8Array): boolean {
  return Buffer.from(whole).includes(Buffer.from(part));
}
