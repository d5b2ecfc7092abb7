import type { Image } from "../image/image.ts";

/** A smooth ramp, which no cipher image looks like. */
function ramp(length: number, most: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.floor((i * (most + 1)) / length));
}

/** The same for 9 to 16 bits: big-endian. */
function wideRamp(samples: number, bits: number): Uint8Array {
  const data = new Uint8Array(2 * samples);
  const view = new DataView(data.buffer);
  for (let i = 0; i < samples; i++) view.setUint16(2 * i, Math.floor((i * 2 ** bits) / samples));
  return data;
}

const metadata = {};

/** Bytes of hexadecimal digits, with spaces between them. */
function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.replaceAll(" ", "").match(/../g)!, (byte) =>
    Number.parseInt(byte, 16),
  );
}

export type ImageName =
  | "one-pixel"
  | "gray1"
  | "gray-alpha8"
  | "rgb8"
  | "rgba16"
  | "gray12"
  | "palette"
  | "cmyk"
  | "described"
  | "tall"
  | "animated-gif"
  | "animated-png"
  | "floats";

/** Images that share a carrier with the one of the same name, each with its own depth or colours. */
export const secondImages: Readonly<Record<"rgb8" | "cmyk", Image>> = {
  rgb8: {
    width: 16,
    height: 12,
    channels: 3,
    bits: 5,
    colour: "rgb",
    data: ramp(576, 31).toReversed(),
    metadata: { density: { x: 72, y: 72, unit: "inch" } },
  },
  cmyk: {
    width: 3,
    height: 3,
    channels: 4,
    bits: 8,
    colour: "rgba",
    data: ramp(36, 255).toReversed(),
    metadata,
  },
};

/** Tiny images of every shape that a carrier has. */
export const images: Readonly<Record<ImageName, Image>> = {
  "one-pixel": {
    width: 1,
    height: 1,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: Uint8Array.of(137),
    metadata,
  },
  gray1: {
    width: 7,
    height: 5,
    channels: 1,
    bits: 1,
    colour: "gray",
    data: Uint8Array.from({ length: 35 }, (_, i) => i & 1),
    metadata: { png: { colourType: 0, depth: 1, interlaced: true } },
  },
  "gray-alpha8": {
    width: 6,
    height: 4,
    channels: 2,
    bits: 8,
    colour: "gray-alpha",
    data: ramp(48, 255),
    metadata,
  },
  rgb8: {
    width: 16,
    height: 12,
    channels: 3,
    bits: 8,
    colour: "rgb",
    data: ramp(576, 255),
    metadata: {
      icc: ramp(40, 39),
      iccName: "vector",
      exif: Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0),
      density: { x: 11811, y: 11811, unit: "metre" },
    },
  },
  rgba16: {
    width: 5,
    height: 6,
    channels: 4,
    bits: 16,
    colour: "rgba",
    data: wideRamp(120, 16),
    metadata,
  },
  gray12: {
    width: 9,
    height: 3,
    channels: 1,
    bits: 12,
    colour: "gray",
    data: wideRamp(27, 12),
    metadata,
  },
  palette: {
    width: 4,
    height: 2,
    channels: 4,
    bits: 8,
    colour: "rgba",
    // Entries 0, 1, 2, 0, 2, 2, 1, 0 of the palette below; 0 and 2 look the same.
    data: Uint8Array.from(
      [0, 1, 2, 0, 2, 2, 1, 0].flatMap((i) => (i === 1 ? [250, 0, 7, 255] : [1, 2, 3, 128])),
    ),
    metadata: {
      density: { x: 1.5, y: 2, unit: "aspect" },
      png: {
        colourType: 3,
        depth: 4,
        interlaced: false,
        palette: Uint8Array.of(1, 2, 3, 250, 0, 7, 1, 2, 3),
        transparency: Uint8Array.of(128, 255, 128),
        indices: Uint8Array.of(0, 1, 2, 0, 2, 2, 1, 0),
        chunks: [{ type: "tEXt", data: Uint8Array.of(65, 0, 66), place: "after-data" }],
      },
    },
  },
  cmyk: {
    width: 3,
    height: 3,
    channels: 4,
    bits: 8,
    colour: "cmyk",
    data: ramp(36, 255),
    metadata,
  },
  described: {
    width: 2,
    height: 1,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: Uint8Array.of(42, 255),
    metadata: {
      xmp: new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
      // One image resource: number 1028 (IPTC), no name, no content.
      photoshop: Uint8Array.of(0x38, 0x42, 0x49, 0x4d, 4, 4, 0, 0, 0, 0, 0, 0),
      comments: [new TextEncoder().encode("Café"), Uint8Array.of(0xe9, 0)],
    },
  },
  tall: {
    width: 2,
    height: 700,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: ramp(1400, 255),
    metadata,
  },
  // Two pages of 2 x 2: the second frame covers the pixel at the lower right.
  "animated-gif": {
    width: 2,
    height: 4,
    channels: 4,
    bits: 8,
    colour: "rgba",
    data: hex("ff0000ff 0000ffff 0000ffff ff0000ff 00000000 00000000 00000000 0000ffff"),
    metadata: {
      delays: [40_000, 1_000_000],
      origin: {
        format: "gif",
        layout: { channels: 4, bits: 8, kind: "unsigned", pages: 2 },
        fields: {
          // "GIF89a", screen and colours; control and head of each picture; the end.
          blocks: hex(
            "474946383961 02000200800000 ff00000000ff 21f9040004000000 2c000000000200020000" +
              "21f9040864000000 2c010001000100010000 3b",
          ),
        },
      },
    },
  },
  // Three pages of 2 x 1; the first is no part of the animation.
  "animated-png": {
    width: 2,
    height: 3,
    channels: 1,
    bits: 16,
    colour: "gray",
    data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 9, 10),
    metadata: {
      png: { colourType: 0, depth: 16, interlaced: false },
      delays: [0, 33_333, 500_000],
      origin: {
        format: "apng",
        layout: { channels: 1, bits: 16, kind: "unsigned", pages: 3 },
        fields: {
          plays: 2,
          still: 1,
          frames: hex(
            "00000002 00000001 00000000 00000000 00000064 0000" +
              "00000002 00000001 00000000 00000000 0001001e 0100" +
              "00000001 00000001 00000001 00000000 00010002 0001",
          ),
        },
      },
    },
  },
  // 2 x 1 x 1 in 32 bits: a NaN that carries something, and negative zero.
  floats: {
    width: 2,
    height: 1,
    channels: 4,
    bits: 8,
    colour: "rgba",
    data: Uint8Array.of(0x7f, 0xc0, 0x12, 0x34, 0x80, 0, 0, 0),
    metadata: {
      origin: {
        format: "tiff",
        layout: { channels: 1, bits: 32, kind: "float", pages: 1 },
      },
    },
  },
};
