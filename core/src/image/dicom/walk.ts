/** The head of an element, an item or a delimiter. */
export interface Walked {
  /** As "00080016". */
  readonly tag: string;
  /** Undefined where the file does not say it. */
  readonly vr: string | undefined;
  /** Where its value starts. */
  readonly start: number;
  /** Bytes of the value; undefined where a delimiter ends it. */
  readonly length: number | undefined;
  /** Sequences and items that it is in. */
  readonly depth: number;
}

/** Representations whose length takes four bytes (PS3.5, 7.1.2). */
export const longVrs: ReadonlySet<string> = new Set(
  ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"], // prettier-ignore
);
const shortVrs: ReadonlySet<string> = new Set(
  ["AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US"], // prettier-ignore
);

/** Transfer syntaxes whose elements are written in other ways than Explicit VR Little Endian. */
const implicit = "1.2.840.10008.1.2";
const bigEndian = "1.2.840.10008.1.2.2";

const undefinedLength = 0xffffffff;
const item = "fffee000";
const itemEnd = "fffee00d";
const sequenceEnd = "fffee0dd";
const pixelData = "7fe00010";

/** What is being read: a data set or an item of a sequence, a sequence, or compressed pixels. */
interface Frame {
  readonly holds: "elements" | "items" | "fragments";
  readonly implicit: boolean;
  readonly start: number;
  /** Where it ends; where a delimiter says so, at the latest. */
  readonly end: number;
  readonly delimited: boolean;
}

/**
 * The elements of a DICOM file, their items and delimiters among them, in their order, by their lengths alone
 * (PS3.5, 7): no value is looked at but the transfer syntax, and whether one begins with an item where the file
 * does not say what it is. Ends without a word where they are none, or where readers may see others.
 * @param into whether what is in sequences of a length of their own is among them; what stands before a
 *   delimiter always is
 */
export function* walkElements(file: Uint8Array, into: boolean): Generator<Walked, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const whole = { holds: "elements", start: 132, end: file.length, delimited: false } as const;
  const open: Frame[] = [{ ...whole, implicit: false }];
  let at: number = whole.start;
  let little = true;
  let syntax: string | undefined = "";
  for (;;) {
    while (open.length > 1 && !open.at(-1)!.delimited && open.at(-1)!.end === at) open.pop();
    const depth = open.length - 1;
    if (at + 8 > open[depth]!.end) return;
    if (syntax !== undefined && depth === 0 && view.getUint16(at, true) > 2) {
      little = syntax !== bigEndian;
      const bare = syntax === implicit;
      // dicom-parser, which goes into them, reads this element with those before it, in the way of these.
      if (into && (bare || !little) && longVrs.has(lettersAt(file, at + 4, 2))) return;
      open[0] = { ...whole, implicit: bare };
      syntax = undefined;
    }
    const frame = open[depth]!;
    const tag = tagAt(view, at, little);
    if (!mayStandIn(frame, tag)) return;
    const vr = frame.implicit || isDelimiter(tag) ? undefined : lettersAt(file, at + 4, 2);
    const long = vr !== undefined && longVrs.has(vr);
    if (vr !== undefined && !long && !shortVrs.has(vr)) return;
    const start = at + (long ? 12 : 8);
    if (start > frame.end) return;
    const written =
      vr === undefined || long
        ? view.getUint32(start - 4, little)
        : view.getUint16(start - 2, little);
    const length = written === undefinedLength ? undefined : written;
    const end = start + (length ?? 0);
    if (end > frame.end) return;
    const ends = tag === itemEnd || tag === sequenceEnd;
    if (ends && length !== 0) return;
    // Offsets of fragments, of four bytes each.
    if (frame.holds === "fragments" && at === frame.start && end % 4 !== start % 4) return;
    const walked = { tag, vr, start, length, depth };
    yield walked;
    if (tag === "00020010" && syntax !== undefined && depth === 0) syntax = syntaxAt(file, walked);
    if (ends) open.pop();
    const holds = ends
      ? undefined
      : contentOf(
          walked,
          frame,
          () => start + 4 <= frame.end && isItem(tagAt(view, start, little)),
        );
    const delimited = length === undefined;
    if (holds === undefined && delimited) return;
    at = end;
    if (holds === undefined || !(into || delimited)) continue;
    at = start;
    const bare = frame.implicit || vr === "UN";
    open.push({ holds, implicit: bare, start, end: delimited ? frame.end : end, delimited });
  }
}

function isDelimiter(tag: string): boolean {
  return tag.startsWith("fffee0");
}

function mayStandIn({ holds, delimited }: Frame, tag: string): boolean {
  if (holds === "elements") return !isDelimiter(tag) || (delimited && tag === itemEnd);
  return tag === item || (delimited && tag === sequenceEnd);
}

/**
 * What a value holds, where that is more than bytes.
 * @param beginsItem whether it begins as sequences do
 */
function contentOf(
  { tag, vr, length }: Walked,
  frame: Frame,
  beginsItem: () => boolean,
): Frame["holds"] | undefined {
  if (tag === item) return frame.holds === "items" ? "elements" : undefined;
  if (vr === "SQ") return "items";
  if (vr === undefined) {
    const skipped = length !== undefined && (length === 0 || isPrivate(tag));
    return !skipped && beginsItem() ? "items" : undefined;
  }
  if (length !== undefined) return undefined;
  if (tag === pixelData) return "fragments";
  return vr === "UN" ? "items" : undefined;
}

/** What a value begins with that is a sequence, even an empty one. */
function isItem(tag: string): boolean {
  return tag === item || tag === sequenceEnd;
}

function isPrivate(tag: string): boolean {
  return Number.parseInt(tag.slice(0, 4), 16) % 2 === 1;
}

/** A transfer syntax, without what fills it up. */
export function syntaxAt(
  file: Uint8Array,
  { start, length = 0 }: Pick<Walked, "start" | "length">,
): string {
  return lettersAt(file, start, length).split("\0", 1)[0]!;
}

function tagAt(view: DataView, at: number, little: boolean): string {
  return hex(view.getUint16(at, little)) + hex(view.getUint16(at + 2, little));
}

function lettersAt(file: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...file.subarray(start, start + Math.min(length, 64)));
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}
