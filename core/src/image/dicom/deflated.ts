import { codecs } from "#codecs";
import { concat } from "../../bytes/arrays.ts";
import { stopIfAborted } from "../../abort.ts";
import { asFile, NeuroveilError, sizeText } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { defaultMaxBytes, type Limits } from "../limits.ts";
import { keptAsFile, NotPixels } from "../not-pixels.ts";
import { mostBeside } from "./beside.ts";
import { deflatedBound } from "./deflated-bound.ts";
import { countedElements, mostElements } from "./element-count.ts";
import { edited, syntaxEdits, type Value } from "./edits.ts";
import { syntaxAt, walkElements } from "./walk.ts";

/** Deflated Explicit VR Little Endian (PS3.5, A.5). */
const deflatedSyntax = "1.2.840.10008.1.2.1.99";

/** What is inflated at once. */
const pieceBytes = 1 << 16;

/**
 * A DICOM file whose data set is not deflated: of one whose is, the same data set in Explicit VR Little Endian;
 * any other as it is.
 * @throws NotPixels "broken", "unsupported" or "limit"
 */
export async function withoutDeflate(file: Uint8Array, limits: Limits): Promise<Uint8Array> {
  const { syntax, group } = readHead(file);
  if (syntax === undefined || syntaxAt(file, syntax).trimEnd() !== deflatedSyntax) return file;
  if (group?.length !== 4) throw damaged("DICOM", "the length of its head is missing");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = group.start + 4 + view.getUint32(group.start, true);
  if (syntax.start + syntax.length > start || start > file.length) {
    throw damaged("DICOM", "the length of its head");
  }
  const head = concat(edited(file, start, syntaxEdits(file, syntax, group)));
  const deflated = file.subarray(start);
  const { length, stream } = await measured(head, deflated, limits);
  const plain = new Uint8Array(head.length + length);
  plain.set(head);
  let at = head.length;
  const behind = deflated.subarray(stream.length);
  let checksum = 0;
  for await (const piece of inflating(stream, limits)) {
    plain.set(piece, at);
    at += piece.length;
    if (behind.length > 1) checksum = codecs.crc32(piece, checksum);
  }
  if (!tellsNothing(behind, checksum, length)) {
    throw keptAsFile("a DICOM file with something behind its deflated data set", "nothing");
  }
  requireFewElements(plain);
  return plain;
}

/** @throws NotPixels where a data set that was deflated has more of them than memory is taken for */
function requireFewElements(plain: Uint8Array): void {
  const elements = countedElements(plain, mostElements(0));
  while (elements.next().done !== true);
}

/** The elements of the head that say how the rest is written. */
function readHead(file: Uint8Array): { syntax?: Value; group?: Value } {
  const found: { syntax?: Value; group?: Value } = {};
  for (const { tag, start, length = 0, depth } of walkElements(file, false)) {
    // What is deflated may look like anything.
    if (depth > 0 || tag > "00020010") break;
    if (tag === "00020000") found.group ??= { start, length };
    if (tag === "00020010") found.syntax ??= { start, length };
  }
  return found;
}

/**
 * How long a data set is: counted before it is kept, so that one that is made to fill memory does not.
 * @returns also the deflated data without what follows them
 */
async function measured(
  head: Uint8Array,
  deflated: Uint8Array,
  limits: Limits,
): Promise<{ readonly length: number; readonly stream: Uint8Array }> {
  const most = (limits.maxBytes ?? defaultMaxBytes) + mostBeside;
  // For all that is tried, so that what is damaged takes no longer than what is not.
  let left = most;
  let failure: unknown;
  // Not every platform inflates what has more behind its end.
  for (const more of tailsOf(deflated)) {
    const stream = deflated.subarray(0, deflated.length - more);
    const counted = await count(head, stream, left, limits);
    left -= counted.length;
    if ("most" in counted) {
      if (failure === undefined) throw tooLong(counted.most);
      break;
    }
    if ("failure" in counted) {
      ({ failure } = counted);
      continue;
    }
    return { length: counted.length, stream: deflated.subarray(0, counted.used) };
  }
  throw damaged("DICOM", "its deflated data set is damaged or incomplete", failure);
}

/**
 * What deflated data came to: bytes, and how many were the stream, or how many there may be at most where there
 * are more, or why there is no end of it.
 */
type Counted = { readonly length: number } & (
  | { readonly used: number }
  | { readonly most: number }
  | { readonly failure: unknown }
);

/** Counts what a stream inflates to, and stops behind `left`, or where there is too much beside its pixels. */
async function count(
  head: Uint8Array,
  stream: Uint8Array,
  left: number,
  limits: Limits,
): Promise<Counted> {
  const bound = deflatedBound(head);
  let [length, used] = [0, stream.length];
  try {
    for await (const piece of inflating(stream, limits, (bytes) => void (used = bytes))) {
      length += piece.length;
      const most = Math.min(left, bound(piece));
      if (length > most) return { length, most };
    }
    return { length, used };
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    return { length, failure: error };
  }
}

/** Bytes that may follow deflated data: what gzip puts there, and a zero that makes the length even. */
const gzipTail = 8;

function tailsOf(deflated: Uint8Array): number[] {
  const all = deflated.at(-1) === 0 ? [0, 1, gzipTail, gzipTail + 1] : [0, gzipTail];
  return all.filter((length) => length <= deflated.length);
}

/** Whether bytes tell nothing but the checksum and the length of what is before them, if that. */
function tellsNothing(bytes: Uint8Array, checksum: number, length: number): boolean {
  const own = bytes.length < gzipTail ? 0 : gzipTail;
  const zeros = bytes.subarray(own);
  if (zeros.length > 1 || zeros.some((byte) => byte !== 0)) return false;
  if (own === 0) return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(0, true) === checksum >>> 0 && view.getUint32(4, true) === length;
}

async function* inflating(
  stream: Uint8Array,
  { signal }: Limits,
  onEnd?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of codecs.inflating(pieces(stream), onEnd, "raw")) {
    stopIfAborted(signal);
    yield piece;
  }
}

async function* pieces(stream: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < stream.length; at += pieceBytes) {
    yield stream.subarray(at, at + pieceBytes);
  }
}

function tooLong(most: number): NotPixels {
  return new NotPixels(
    "limit",
    {
      expected: `a DICOM file with a data set of at most ${sizeText(most)}`,
      got: "more in its deflated one",
      todo: asFile,
    },
    `a DICOM file with a deflated data set of more than ${sizeText(most)}`,
  );
}
