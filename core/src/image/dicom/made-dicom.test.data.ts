import { walkElements } from "./walk.ts";

/** A data set as tests write it: tags as "00100010", values as text, numbers of two bytes, bytes, or items. */
export type MadeElement = readonly [
  tag: string,
  vr: string,
  value: string | number | Uint8Array | readonly (readonly MadeElement[])[],
  how?: { readonly open?: true },
];

export type MadeSyntax = keyof typeof syntaxes;

const syntaxes = {
  implicit: { uid: "1.2.840.10008.1.2", explicit: false, little: true },
  explicit: { uid: "1.2.840.10008.1.2.1", explicit: true, little: true },
  big: { uid: "1.2.840.10008.1.2.2", explicit: true, little: false },
} as const;
type Syntax = (typeof syntaxes)[MadeSyntax];

export const madeSyntaxes = Object.keys(syntaxes) as MadeSyntax[];

const long = /^(O.|SQ|UC|UN|UR|UT|SV|UV)$/;
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** What of a made file is other than its syntax has it. */
interface About {
  readonly preamble?: string;
  readonly meta?: readonly MadeElement[];
  /** The transfer syntax that it says that it has. */
  readonly uid?: string;
}

/** A DICOM file, element after element as they are given, with a preamble and elements of its head. */
export function madeDicom(
  syntax: MadeSyntax,
  elements: readonly MadeElement[],
  about: About = {},
): Uint8Array {
  const how = syntaxes[syntax];
  const preamble = new Uint8Array(128);
  preamble.set(latin(about.preamble ?? ""));
  const meta = [["00020010", "UI", about.uid ?? how.uid] as const, ...(about.meta ?? [])];
  const head = meta.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Uint8Array.from([
    ...preamble,
    ...latin("DICM"),
    ...head.flatMap((each) => written(each, syntaxes.explicit)),
    ...elements.flatMap((each) => written(each, how)),
  ]);
}

/** Pixel data as codecs give them: a table of offsets, which may be empty, and fragments of even length. */
export function encapsulated(
  fragments: readonly Uint8Array[],
  table: readonly number[] = [],
): MadeElement {
  const item = (bytes: readonly number[]): number[] => {
    const even = bytes.length % 2 === 0 ? bytes : [...bytes, 0];
    return [
      ...tagOf("fffee000", syntaxes.explicit),
      ...word(even.length, 4, syntaxes.explicit),
      ...even,
    ];
  };
  const offsets = table.flatMap((offset) => word(offset, 4, syntaxes.explicit));
  const items = [item(offsets), ...fragments.map((bytes) => item([...bytes]))];
  return ["7fe00010", "OB", Uint8Array.from(items.flat()), { open: true }];
}

/** The same file with a deflated data set. */
export function deflatedDicom(
  file: Uint8Array,
  deflate: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const meta = [...walkElements(file, false)].filter(({ tag }) => tag.startsWith("0002"));
  const { start } = meta.find(({ tag }) => tag === "00020010")!;
  const { start: last, length = 0 } = meta.at(-1)!;
  const end = last + length;
  const { explicit } = syntaxes;
  const syntax = written(["00020010", "UI", `${explicit.uid}.99`], explicit);
  const behind = file.subarray(start + explicit.uid.length + 1, end);
  const elements = [...file.subarray(132, start - 8), ...syntax, ...behind];
  const group = written(["00020000", "UL", elements.length], explicit);
  const head = [...file.subarray(0, 132), ...group, ...elements];
  return Uint8Array.from([...head, ...deflate(file.subarray(end))]);
}

function written([tag, vr, value, { open } = {}]: MadeElement, syntax: Syntax): number[] {
  const content = valueBytes(vr, value, syntax, open === true);
  const length = open ? 0xffffffff : content.length;
  return [
    ...headOf(tag, vr, length, syntax),
    ...content,
    ...(open ? delimiter("fffee0dd", syntax) : []),
  ];
}

function headOf(tag: string, vr: string, length: number, syntax: Syntax): number[] {
  if (!syntax.explicit) return [...tagOf(tag, syntax), ...word(length, 4, syntax)];
  const size = long.test(vr) ? [0, 0, ...word(length, 4, syntax)] : word(length, 2, syntax);
  return [...tagOf(tag, syntax), ...latin(vr), ...size];
}

function valueBytes(vr: string, value: MadeElement[2], syntax: Syntax, open: boolean): number[] {
  if (typeof value === "number") return word(value, vr === "UL" ? 4 : 2, syntax);
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== "string") return value.flatMap((item) => itemBytes(item, syntax, open));
  const text = [...latin(value)];
  return text.length % 2 === 0 ? text : [...text, vr === "UI" ? 0 : 0x20];
}

function itemBytes(item: readonly MadeElement[], syntax: Syntax, open: boolean): number[] {
  const content = item.flatMap((each) => written(each, syntax));
  const length = word(open ? 0xffffffff : content.length, 4, syntax);
  const end = open ? delimiter("fffee00d", syntax) : [];
  return [...tagOf("fffee000", syntax), ...length, ...content, ...end];
}

function delimiter(tag: string, syntax: Syntax): number[] {
  return [...tagOf(tag, syntax), 0, 0, 0, 0];
}

function tagOf(tag: string, syntax: Syntax): number[] {
  const [group, element] = [parseInt(tag.slice(0, 4), 16), parseInt(tag.slice(4), 16)];
  return [...word(group, 2, syntax), ...word(element, 2, syntax)];
}

function word(value: number, size: 2 | 4, { little }: Syntax): number[] {
  const bytes = Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff);
  return little ? bytes : bytes.toReversed();
}

/** What says that pixels are 8 × 4 unsigned samples of 16 bits in gray. */
export const smallShape: readonly MadeElement[] = [
  ["00280002", "US", 1],
  ["00280004", "CS", "MONOCHROME2"],
  ["00280010", "US", 4],
  ["00280011", "US", 8],
  ["00280100", "US", 16],
  ["00280101", "US", 16],
  ["00280102", "US", 15],
  ["00280103", "US", 0],
];
