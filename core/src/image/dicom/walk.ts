/** An element's head. */
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
const ends: ReadonlySet<string> = new Set(["fffee00d", "fffee0dd"]);

interface Frame {
  readonly implicit: boolean;
  /** Items in it are bytes, not elements. */
  readonly fragments: boolean;
  readonly end: number | undefined;
}

/**
 * The elements of a DICOM file, in their order, by their lengths alone (PS3.5, 7): no value is looked at but
 * the transfer syntax. Ends without a word where they are none.
 * @param into whether elements in sequences of a length of their own are among them, where the file says
 *   which these are; those up to a delimiter always are
 */
export function* walkElements(file: Uint8Array, into: boolean): Generator<Walked, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const open: Frame[] = [];
  let at = 132;
  let little = true;
  let bare = false;
  let syntax: string | undefined = "";
  for (;;) {
    while (open.at(-1)?.end === at) open.pop();
    if (at + 8 > file.length) return;
    if (syntax !== undefined && view.getUint16(at, true) !== 2) {
      little = syntax !== bigEndian;
      bare = syntax === implicit;
      syntax = undefined;
    }
    const tag = hex(view.getUint16(at, little)) + hex(view.getUint16(at + 2, little));
    const delimiter = tag.startsWith("fffee0");
    const frame = open.at(-1);
    const withoutVr = delimiter || (frame?.implicit ?? bare);
    const vr = withoutVr ? undefined : lettersAt(file, at + 4, 2);
    const long = vr !== undefined && longVrs.has(vr);
    if (vr !== undefined && !long && !shortVrs.has(vr)) return;
    const start = at + (long ? 12 : 8);
    if (start > file.length) return;
    const written =
      vr === undefined || long
        ? view.getUint32(start - 4, little)
        : view.getUint16(start - 2, little);
    const length = written === undefinedLength && (long || withoutVr) ? undefined : written;
    if (length !== undefined && start + length > file.length) return;
    if (ends.has(tag)) {
      if (open.pop() === undefined) return;
      at = start;
      continue;
    }
    if (!delimiter) yield { tag, vr, start, length, depth: open.length };
    if (tag === "00020010" && syntax !== undefined) syntax = syntaxAt(file, { start, length });
    const holds =
      tag === item ? frame?.fragments === false : vr === undefined || vr === "UN" || vr === "SQ";
    if (length === undefined) {
      const implicitInside = withoutVr ? (frame?.implicit ?? bare) : vr === "UN";
      open.push({ implicit: implicitInside, fragments: !holds, end: undefined });
      at = start;
    } else if (into && holds && (tag === item || vr === "SQ")) {
      open.push({ implicit: frame?.implicit ?? bare, fragments: false, end: start + length });
      at = start;
    } else at = start + length;
  }
}

/** A transfer syntax, without what fills it up. */
export function syntaxAt(
  file: Uint8Array,
  { start, length = 0 }: Pick<Walked, "start" | "length">,
): string {
  return lettersAt(file, start, length).replace(/[\0 ]+$/, "");
}

function lettersAt(file: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...file.subarray(start, start + Math.min(length, 64)));
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}
