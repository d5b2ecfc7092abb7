import { concat } from "../../../bytes/arrays.ts";
import { longVrs } from "../walk.ts";

/** An element with its value, as Explicit VR Little Endian has it; of a sequence the items' elements. */
export interface PlainElement {
  /** As "00080016". */
  readonly tag: string;
  readonly vr: string;
  readonly value: Uint8Array | readonly (readonly PlainElement[])[];
}

const itemTag = "fffee000";

/** Elements in the order of their tags, in Explicit VR Little Endian. */
export function encodeElements(elements: readonly PlainElement[]): Uint8Array {
  const sorted = elements.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  return concat(sorted.flatMap(encodeElement));
}

function encodeElement({ tag, vr, value }: PlainElement): Uint8Array[] {
  if (value instanceof Uint8Array) return [head(tag, vr, value.length), value];
  const items = value.map((item) => {
    const content = encodeElements(item);
    return concat([Uint8Array.of(...tagBytes(itemTag), ...word(content.length, 4)), content]);
  });
  const content = concat(items);
  return [head(tag, vr, content.length), content];
}

const mostShort = 0xfffe;

function head(tag: string, own: string, length: number): Uint8Array {
  // What a file of implicit representations may have, and an explicit one calls unknown (PS3.5, 6.2.2).
  const vr = length > mostShort && !longVrs.has(own) ? "UN" : own;
  const letters = [vr.charCodeAt(0), vr.charCodeAt(1)];
  const size = longVrs.has(vr) ? [0, 0, ...word(length, 4)] : word(length, 2);
  return Uint8Array.of(...tagBytes(tag), ...letters, ...size);
}

function tagBytes(tag: string): number[] {
  return [...word(parseInt(tag.slice(0, 4), 16), 2), ...word(parseInt(tag.slice(4), 16), 2)];
}

function word(value: number, size: 2 | 4): number[] {
  return Array.from({ length: size }, (_, i) => (value / 2 ** (8 * i)) & 0xff);
}

/** A text as a value: of even length, by what the representation is filled with. */
export function textElement(tag: string, vr: string, text: string): PlainElement {
  const letters = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return { tag, vr, value: evenBytes(letters, vr === "UI" ? 0 : 0x20) };
}

/** A number of two or four bytes as a value. */
export function numberElement(tag: string, vr: "US" | "UL", value: number): PlainElement {
  return { tag, vr, value: Uint8Array.from(word(value, vr === "US" ? 2 : 4)) };
}

export function evenBytes(bytes: Uint8Array, fill: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1).fill(fill);
  even.set(bytes);
  return even;
}
