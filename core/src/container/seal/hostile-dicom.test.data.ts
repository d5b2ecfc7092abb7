import {
  madeDicom,
  madeSyntaxes,
  type MadeElement,
} from "../../image/dicom/made-dicom.test.data.ts";
import { readDataSet } from "../../image/dicom/data-set.ts";
import { decodeImage } from "../../image/index.ts";
import { picturesOf } from "../../image/carried.ts";
import { atOnce } from "../../turns.ts";

export const key: Uint8Array = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
export const options: {
  readonly key: Uint8Array;
  readonly dicomOut: "basic";
  readonly name: string;
} = { key, dicomOut: "basic", name: "scan.dcm" };
export const width = 12;
export const height = 9;
export const region = { x: 3, y: 2, width: 4, height: 5 };
export const study = "1.2.3.4.5.6";

/** Every secret is found in its file, and in no other. */
export let secrets = 0;
export const secret = (): string => `SECRET${String(secrets++).padStart(3, "0")}`;
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const wide = (): Uint8Array => Uint8Array.from(secret(), (c) => c.charCodeAt(0));

/** 12-bit samples, with an overlay in the bits above. */
function pixels(frames: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * width * height * frames);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < bytes.length / 2; i++) view.setUint16(2 * i, value(i) | 0x8000, little);
  return bytes;
}

export const value = (i: number): number => ((i * 2654435761) >>> 20) & 0xfff;

export function hostile(
  syntax: (typeof madeSyntaxes)[number],
  frames = 1,
  more: readonly MadeElement[] = [],
): Uint8Array {
  const item: MadeElement[] = [
    ["00080000", "UL", 99],
    ["00081150", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00081155", "UI", study],
    ["00091001", "LO", secret()],
    ["00100010", "PN", secret()],
    ["00400275", "SQ", [[["00400007", "LO", secret()]]]],
    ["00880200", "SQ", [[["7fe00010", "OW", wide().subarray(1)]]]],
  ];
  const elements: MadeElement[] = [
    ["00080000", "UL", 0x5345],
    ["00080005", "CS", "ISO_IR 100"],
    ["00080008", "CS", `ORIGINAL\\PRIMARY`],
    ["00080012", "DA", "20240305"],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00080018", "UI", "1.2.3.4.5.6.7"],
    ["00080020", "DA", "20240306"],
    ["00080030", "TM", "101112.131415"],
    ["00080050", "SH", secret()],
    ["00080060", "CS", "OT"],
    ["00080070", "LO", "Maker"],
    ["00080080", "LO", secret()],
    ["00080081", "ST", secret()],
    ["00080090", "PN", secret()],
    ["00081030", "LO", secret()],
    ["00081070", "PN", secret()],
    ["00081115", "SQ", [item, item], { open: true }],
    ["00081140", "SQ", [item]],
    [
      "00082112",
      "SQ",
      [
        [
          ["00081155", "UI", study],
          ["00400275", "SQ", [item], { open: true }],
        ],
      ],
    ],
    ["00090010", "LO", secret()],
    ["00091001", "SQ", [[["00100010", "PN", secret()]]]],
    ["00091002", "UN", bytesOf(secret() + "x")],
    ["00100010", "PN", secret()],
    ["00100020", "LO", secret()],
    ["00100030", "DA", "19700102"],
    ["00100040", "CS", "F"],
    ["00104000", "LT", secret()],
    ["00180050", "DS", "2.5"],
    // None of its representation, and behind a zero.
    ["00180060", "DS", secret()],
    ["00181210", "SH", `soft\0${secret()}x`],
    // No element of the standard.
    ["00189fff", "LO", secret()],
    ["0020000d", "UI", study],
    ["0020000e", "UI", "1.2.3.4.5.6.8"],
    ["00200013", "IS", "7"],
    ["00204000", "LT", secret()],
    ["00280002", "US", 1],
    ["00280004", "CS", "MONOCHROME2"],
    ...(frames > 1 ? [["00280008", "IS", String(frames)] as const] : []),
    ["00280010", "US", height],
    ["00280011", "US", width],
    ["00280100", "US", 16],
    ["00280101", "US", 12],
    ["00280102", "US", 11],
    ["00280103", "US", 0],
    ["00280107", "US", 0xfff],
    ...more,
    ["00281052", "DS", "-1024"],
    ["00380010", "LO", secret()],
    ["00420011", "OB", wide().subarray(1)],
    ["50003000", "OW", wide().subarray(1)],
    ["60000022", "LO", secret()],
    ["60003000", "OW", wide().subarray(1)],
    ["60004000", "LT", secret()],
    // Longer than its samples.
    [
      "7fe00010",
      "OW",
      Uint8Array.from([...pixels(frames, syntax !== "big"), ...bytesOf(secret() + "x")]),
    ],
    ["7fe10010", "LO", secret()],
    ["7fe11001", "OB", wide().subarray(1)],
    ["fffcfffc", "OB", bytesOf(secret() + "x")],
  ];
  return madeDicom(syntax, elements, {
    preamble: `II*\0${secret()}`,
    meta: [
      ["00020016", "AE", secret()],
      ["00020100", "UI", "1.2.3.4.5"],
      ["00020102", "OB", bytesOf(secret() + "x")],
    ],
  });
}

export const has = (file: Uint8Array, what: string | Uint8Array): boolean =>
  Buffer.from(file).includes(Buffer.from(what));

export async function elementsOf(file: Uint8Array): Promise<(tag: string) => string | undefined> {
  const { dataSet } = await readDataSet(file);
  return (tag) => dataSet.string(`x${tag}`);
}

/** Samples of frames, as numbers. */
export async function samplesOf(file: Uint8Array): Promise<number[]> {
  const { data } = atOnce(picturesOf(await decodeImage(file)));
  return Array.from({ length: data.length / 2 }, (_, i) => (data[2 * i]! << 8) | data[2 * i + 1]!);
}

export function isHidden(i: number): boolean {
  const [x, y] = [i % width, Math.floor(i / width) % height];
  const { x: left, y: top } = region;
  return x >= left && x < left + region.width && y >= top && y < top + region.height;
}

export async function paintedMask(): Promise<Uint8Array> {
  const { encodeImage } = await import("../../image/index.ts");
  const data = Uint8Array.from({ length: width * height }, (_, i) => (isHidden(i) ? 255 : 0));
  const image = {
    width,
    height,
    channels: 1,
    bits: 8,
    colour: "gray",
    data,
    metadata: {},
  } as const;
  return (await encodeImage(image)).bytes;
}

/**
 * A picture with these elements, in order.
 * @param uid its transfer syntax, where its pixels are compressed
 */
export function plain(more: readonly MadeElement[], uid?: string): Uint8Array {
  const tags = new Set(more.map(([tag]) => tag));
  const elements: MadeElement[] = [
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00080018", "UI", "1.2.3.4.5.6.7"],
    ["00280002", "US", 1],
    ["00280004", "CS", "MONOCHROME2"],
    ["00280010", "US", height],
    ["00280011", "US", width],
    ["00280100", "US", 16],
    ["00280101", "US", 12],
    ["00280102", "US", 11],
    ["00280103", "US", 0],
    ["7fe00010", "OW", pixels(1, true)],
  ];
  const all = [...elements.filter(([tag]) => !tags.has(tag)), ...more];
  return madeDicom(
    "explicit",
    all.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    { ...(uid !== undefined && { uid }) },
  );
}
