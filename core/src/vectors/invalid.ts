import { forge } from "../container/forge.test.support.ts";
import { decodeHeader, encodeHeader } from "../container/header/header.ts";
import { pad } from "../container/box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../container/cbor/strict-cbor.ts";
import type { Fault } from "./fault.ts";
import { images, secondImages } from "./images.ts";
import { pack, unpack, type Unpacked } from "./pack.ts";
import { residualFaults } from "./residual-faults.ts";
import { rewriteChunks } from "./rewrite.ts";
import { originalFaults, previewFaults } from "./slot-faults.ts";
import { toBase64, type Vector } from "./vector.ts";
import type { Workshop } from "./workshop.ts";

const { rgb8, tall } = images;

/** Files with one fault each, in the order in which a reader checks. */
export async function invalidVectors(shop: Workshop): Promise<Vector[]> {
  const faults = [
    ...pngFaults,
    ...contentFaults,
    ...headerFaults,
    ...keyFaults(shop),
    ...protectionFaults,
    ...pixelFaults,
    ...recordFaults,
    ...pairFaults,
    ...residualFaults,
    ...originalFaults,
    ...previewFaults(shop),
  ];
  const vectors: Vector[] = [];
  for (const fault of faults) vectors.push(await make(shop, fault));
  return vectors;
}

async function make(shop: Workshop, fault: Fault): Promise<Vector> {
  const { name, description, error, from } = fault;
  const recipe = { name, content: rgb8, ...from };
  let file = await shop.seal(recipe);
  if (fault.repack) {
    const open = await unpack(file, shop.key);
    const { headerBytes, recordBytes, ...change } = fault.repack(open);
    const bytes = { ...(headerBytes && { headerBytes }), ...(recordBytes && { recordBytes }) };
    file = await pack({ ...open, ...change }, shop.key, bytes);
  }
  if (fault.forge) file = await forge(file, fault.forge);
  if (fault.alter) file = await fault.alter(file);
  if (fault.file) file = fault.file(file);
  const open = fault.open ?? {
    ...shop.opening(recipe.wrap),
    ...(recipe.protection === "bare" && { bare: true }),
  };
  return { name, description, open, expect: { error }, container: toBase64(file) };
}

/** A byte string with one bit of byte `index` (from the end when negative) changed. */
function flip(bytes: Uint8Array, index: number): Uint8Array {
  const changed = new Uint8Array(bytes);
  changed[index < 0 ? bytes.length + index : index]! ^= 1;
  return changed;
}

function withHeader(change: object): (open: Unpacked) => Partial<Unpacked> {
  return ({ header }) => ({ header: { ...header, ...change } });
}

function withRecord(change: object): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => ({ record: { ...record, ...change } });
}

/** A change of one image of the sealed record. */
function withPage(change: object, index = 0): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => {
    const images = record["images"] as object[];
    return { record: { ...record, images: images.with(index, { ...images[index], ...change }) } };
  };
}

/** A second image beside the first. */
function withSecond(page: unknown): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => ({
    record: { ...record, images: [(record["images"] as object[])[0], page] },
  });
}

/** The maps of a private chunk, unchecked. */
function contentMaps(data: Uint8Array): { readonly image: Record<string, Uint8Array> } {
  const maps: unknown = decodeCbor(data, "the chunk", { bytes: 2 ** 24, items: 64 });
  return maps as { readonly image: Record<string, Uint8Array> };
}

/** Other maps in the private chunk, encoded as they must be. */
function withContent(change: (content: ReturnType<typeof contentMaps>) => object) {
  return changeChunk("veIl", (data) => {
    const content = contentMaps(data);
    return encodeCbor({ ...content, ...change(content) });
  });
}

function changeChunk(type: string, change: (data: Uint8Array) => Uint8Array) {
  return (file: Uint8Array): Uint8Array =>
    rewriteChunks(file, (chunks) =>
      chunks.map((chunk) => (chunk.type === type ? { type, data: change(chunk.data) } : chunk)),
    );
}

const pngFaults: Fault[] = [
  {
    name: "png-no-chunk",
    description: "A PNG without the private chunk: a tool dropped it.",
    error: "input",
    file: (file) => rewriteChunks(file, (chunks) => chunks.filter(({ type }) => type !== "veIl")),
  },
  {
    name: "png-two-chunks",
    description: "The private chunk twice.",
    error: "broken",
    file: (file) =>
      rewriteChunks(file, (chunks) =>
        chunks.flatMap((chunk) => (chunk.type === "veIl" ? [chunk, chunk] : [chunk])),
      ),
  },
  {
    name: "png-crc",
    description: "A wrong CRC of the pixel data.",
    error: "broken",
    file: (file) => flip(file, -13),
  },
  {
    name: "png-behind-end",
    description: "The private chunk behind IEND, where it belongs to no image.",
    error: "input",
    file: (file) =>
      rewriteChunks(file, (chunks) => {
        const veil = chunks.filter(({ type }) => type === "veIl");
        return [...chunks.filter(({ type }) => type !== "veIl"), ...veil];
      }),
  },
  {
    name: "png-cut",
    description: "The file ends within the pixel data.",
    error: "broken",
    file: (file) => file.subarray(0, -40),
  },
];

const contentFaults: Fault[] = [
  {
    name: "content-trailing-byte",
    description: "A byte behind the CBOR array.",
    error: "broken",
    forge: { bytes: (content) => Uint8Array.of(...content, 0) },
  },
  {
    name: "content-array",
    description: "An array of the four parts instead of maps.",
    error: "broken",
    file: changeChunk("veIl", (data) => encodeCbor(Object.values(contentMaps(data).image))),
  },
  {
    name: "content-no-image",
    description: "No slot of the image.",
    error: "broken",
    file: withContent(() => ({ image: undefined })),
  },
  {
    name: "content-no-proof",
    description: "A slot without proof.",
    error: "broken",
    file: withContent(({ image }) => ({ image: { ...image, proof: undefined } })),
  },
  {
    name: "content-short-mac",
    description: "A header MAC of 31 bytes.",
    error: "broken",
    file: withContent(({ image }) => ({ image: { ...image, mac: image["mac"]!.subarray(1) } })),
  },
  {
    name: "content-short-box",
    description: "A record of 27 bytes, less than nonce and tag.",
    error: "broken",
    file: withContent(({ image }) => ({
      image: { ...image, record: image["record"]!.subarray(0, 27) },
    })),
  },
  {
    name: "content-unknown-part",
    description: "A part that does not exist.",
    error: "broken",
    file: withContent(({ image }) => ({ image: { ...image, thumbnail: new Uint8Array(32) } })),
  },
  {
    name: "content-unknown-slot",
    description: "A slot that does not exist.",
    error: "broken",
    file: withContent(({ image }) => ({ copy: image })),
  },
  {
    name: "content-regions",
    description: "Slots that are reserved for a later version.",
    error: "unsupported",
    file: withContent(() => ({ regions: [] })),
  },
  {
    name: "content-signature",
    description: "A signature, which is reserved for a later version.",
    error: "unsupported",
    file: withContent(() => ({ signature: new Uint8Array(64) })),
  },
  {
    name: "content-long-length",
    description: "The MAC's length in more bytes than it needs.",
    error: "broken",
    forge: {
      // Map, "image", map, "mac", then 0x58: a byte string with its length in one byte; 0x59: in two.
      bytes: (content) =>
        Uint8Array.of(...content.subarray(0, 12), 0x59, 0, ...content.subarray(13)),
    },
  },
];

const headerFaults: Fault[] = [
  {
    name: "header-version",
    description: "Version 3.",
    error: "unsupported",
    repack: withHeader({ version: 3 }),
  },
  {
    name: "header-version-before",
    description: "Version 1, which was never released.",
    error: "unsupported",
    repack: withHeader({ version: 1 }),
  },
  {
    name: "header-regions",
    description: "A field that is reserved for a later version.",
    error: "unsupported",
    repack: withHeader({ regions: [] }),
  },
  {
    name: "header-frames",
    description: "The number of a stream's frames, which is reserved for a later version.",
    error: "unsupported",
    repack: withHeader({ frames: 2 }),
  },
  {
    name: "header-unknown-field",
    description: "A field that does not exist.",
    error: "broken",
    repack: withHeader({ colour: "rgb" }),
  },
  {
    name: "header-key-order",
    description: "The first two fields in the wrong order.",
    error: "broken",
    repack: ({ header }) => ({ headerBytes: swapFirstFields(encodeCbor(header)) }),
  },
  {
    name: "header-no-rows",
    description: "A height of 0.",
    error: "broken",
    repack: withHeader({ height: 0 }),
  },
  {
    name: "header-huge",
    description: "2^31 - 1 pixels across and down.",
    error: "limit",
    repack: withHeader({ width: 2 ** 31 - 1, height: 2 ** 31 - 1 }),
  },
  {
    name: "header-long-chunks",
    description: "Chunks longer than the image.",
    error: "broken",
    repack: withHeader({ chunkRows: 13 }),
  },
  {
    name: "header-wide-chunks",
    description: "Chunks wider than the image.",
    error: "broken",
    repack: withHeader({ chunkBytes: 49 }),
  },
  {
    name: "header-no-chunk-bytes",
    description: "Chunks without width.",
    error: "broken",
    repack: withHeader({ chunkBytes: undefined }),
  },
  {
    name: "header-many-columns",
    description: "1,200 chunks in 75 columns and 16 bands, where there may be 1,024.",
    error: "limit",
    repack: withHeader({ width: 25, height: 16, chunkRows: 1, chunkBytes: 1 }),
  },
  {
    name: "header-original",
    description: "An original that the header promises, and none in header's record and slot.",
    error: "tampered",
    repack: withHeader({ original: true }),
  },
  {
    name: "header-original-false",
    description: "A field that is true or absent, as false.",
    error: "broken",
    repack: withHeader({ original: false }),
  },
  {
    name: "header-original-authenticated",
    description: "An original beside authenticated pixels.",
    error: "broken",
    from: { protection: "authenticated" },
    repack: withHeader({ original: true }),
  },
  {
    name: "header-original-file",
    description: "An original beside a file.",
    error: "broken",
    from: { content: Uint8Array.of(1, 2, 3) },
    repack: withHeader({ original: true }),
  },
  {
    name: "header-many-chunks",
    description: "65,537 chunks of one row.",
    error: "limit",
    repack: withHeader({ height: 65_537, chunkRows: 1 }),
  },
  {
    name: "header-key-vector",
    description: "A key vector in clear in a sealed image.",
    error: "broken",
    repack: withHeader({ keyVector: new Uint8Array(32) }),
  },
  {
    name: "header-mac",
    description: "The header's MAC with one bit changed, where the key is known to be right.",
    error: "tampered",
    from: { wrap: "reader" },
    forge: { parts: ({ mac }) => ({ mac: flip(mac, 0) }) },
  },
  {
    name: "header-cipher",
    description: "A cipher that does not exist.",
    error: "unsupported",
    repack: withHeader({ cipher: "rot13" }),
  },
  {
    name: "header-weights",
    description: "Weights that are not this cipher's.",
    error: "weights",
    repack: withHeader({ weights: new Uint8Array(32) }),
  },
];

/** Exchanges the first two entries of an encoded map: 3-letter names would sort first. */
function swapFirstFields(map: Uint8Array): Uint8Array {
  // The header starts with "nonce" (16 bytes) and "width" (a number below 24).
  const [head, nonce, width] = [map.subarray(0, 1), map.subarray(1, 24), map.subarray(24, 31)];
  return new Uint8Array(Buffer.concat([head, width, nonce, map.subarray(31)]));
}

function keyFaults({ keys }: Workshop): Fault[] {
  return [
    {
      name: "key-one-bit",
      description: "A content key with one bit changed.",
      error: "key",
      open: { key: `${keys.contentKey.slice(0, -1)}e` },
    },
    {
      name: "key-stranger",
      description: "An identity that the key was not wrapped for.",
      error: "key",
      from: { wrap: "reader" },
      open: { identities: [keys.stranger.identity] },
    },
    {
      name: "key-wrong-passphrase",
      description: "Another passphrase.",
      error: "key",
      from: { wrap: "passphrase" },
      open: { passphrase: `${keys.passphrase}r` },
    },
    {
      name: "key-not-wrapped",
      description: "An identity for an image whose key is not wrapped.",
      error: "key",
      open: { identities: [keys.reader.identity] },
    },
    {
      name: "key-not-hex",
      description: "The wrapped payload is not 64 lower-case hexadecimal digits.",
      error: "broken",
      from: { wrap: "notAKey" },
    },
    {
      name: "key-costly",
      description: "A passphrase work factor of 19, which takes 512 MiB.",
      error: "limit",
      from: { wrap: "costly" },
    },
  ];
}

const protectionFaults: Fault[] = [
  {
    name: "protection-downgrade",
    description: "A sealed image whose header says bare, its MAC unchanged.",
    error: "key",
    open: { key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", bare: true },
    forge: {
      parts: ({ header }) => ({
        header: encodeHeader({ ...decodeHeader(header), protection: "bare" }),
        proof: new Uint8Array(0),
      }),
    },
  },
  {
    name: "protection-bare-refused",
    description: "A bare image where bare images were not asked for.",
    error: "unsupported",
    from: { protection: "bare" },
    open: { key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" },
  },
  {
    name: "bare-no-key-vector",
    description:
      "A bare image of a cipher without key vector: nothing shows whether it was changed.",
    error: "unsupported",
    from: { protection: "bare", cipher: "cnse" },
  },
];

const lastRow = 2 * 256;

const pixelFaults: Fault[] = [
  {
    name: "pixels-geometry",
    description: "A carrier of 12 x 16 pixels for a header of 16 x 12.",
    error: "tampered",
    forge: { geometry: { width: 12, height: 16 } },
  },
  {
    name: "pixels-adler",
    description: "A wrong Adler-32 sum of the pixel data.",
    error: "broken",
    file: changeChunk("IDAT", (data) => flip(data, -1)),
  },
  {
    name: "pixels-sealed",
    description: "One sample of a sealed image changed.",
    error: "tampered",
    forge: { samples: (samples) => (samples[100]! ^= 1) },
  },
  {
    name: "pixels-authenticated",
    description: "One sample of an authenticated image changed.",
    error: "tampered",
    from: { protection: "authenticated" },
    forge: { samples: (samples) => (samples[100]! ^= 1) },
  },
  {
    name: "pixels-bare",
    description: "One sample of a bare image changed: the key vector shows it.",
    error: "tampered",
    from: { protection: "bare" },
    forge: { samples: (samples) => (samples[100]! ^= 1) },
  },
  {
    name: "pixels-swapped",
    description: "Two chunks of a sealed image exchanged together with their tags.",
    error: "tampered",
    from: { content: tall, chunks: { chunkRows: 256 } },
    forge: {
      samples(samples) {
        const first = samples.slice(0, lastRow);
        samples.copyWithin(0, lastRow, 2 * lastRow);
        samples.set(first, lastRow);
      },
      parts: ({ proof }) => ({
        proof: Uint8Array.of(...proof.slice(16, 32), ...proof.slice(0, 16), ...proof.slice(32)),
      }),
    },
  },
  {
    name: "proof-tag",
    description: "One bit of a chunk's tag changed.",
    error: "tampered",
    forge: { parts: ({ proof }) => ({ proof: flip(proof, 0) }) },
  },
  {
    name: "proof-mac",
    description: "One bit of an authenticated image's MAC changed.",
    error: "tampered",
    from: { protection: "authenticated" },
    forge: { parts: ({ proof }) => ({ proof: flip(proof, 31) }) },
  },
  {
    name: "proof-short",
    description: "A tag too few.",
    error: "broken",
    from: { content: tall, chunks: { chunkRows: 256 } },
    forge: { parts: ({ proof }) => ({ proof: proof.slice(0, 32) }) },
  },
];

const recordFaults: Fault[] = [
  {
    name: "record-changed",
    description: "One byte of the sealed record changed.",
    error: "tampered",
    forge: { parts: ({ record }) => ({ record: flip(record, 40) }) },
  },
  {
    name: "record-nonce",
    description: "The record's nonce changed.",
    error: "tampered",
    forge: { parts: ({ record }) => ({ record: flip(record, 3) }) },
  },
  {
    name: "record-length",
    description: "A record whose length points beyond its end.",
    error: "broken",
    repack: ({ record }) => ({ recordBytes: flip(pad(encodeCbor(record)), 0) }),
  },
  {
    name: "record-padding",
    description: "A record with a byte in its padding.",
    error: "broken",
    repack: ({ record }) => ({ recordBytes: flip(pad(encodeCbor(record)), -1) }),
  },
  {
    name: "record-unknown-field",
    description: "A field that does not exist.",
    error: "broken",
    repack: withRecord({ width: 16 }),
  },
  {
    name: "record-modified",
    description: "A time of change that is no whole number of microseconds.",
    error: "broken",
    repack: withPage({ modified: 0.5 }),
  },
  {
    name: "record-padded-more",
    description: "A record with more zeros behind it than it is padded with.",
    error: "broken",
    repack: ({ record }) => ({
      recordBytes: Uint8Array.of(...pad(encodeCbor(record)), ...new Uint8Array(64)),
    }),
  },
  {
    name: "record-no-images",
    description: "A list of images without any.",
    error: "broken",
    repack: withRecord({ images: [] }),
  },
  {
    name: "record-three-images",
    description: "Three images, of which this version knows no use.",
    error: "unsupported",
    repack: ({ record }) => {
      const [page] = record["images"] as object[];
      return { record: { ...record, images: [page, page, page] } };
    },
  },
  {
    name: "record-tail",
    description: "A field of an image that is reserved for a later version.",
    error: "unsupported",
    repack: withPage({ tail: Uint8Array.of(1) }),
  },
  {
    name: "record-delays",
    description: "Delays of two pages, of an image that has one.",
    error: "broken",
    repack: withPage({ delays: [40_000, 40_000] }),
  },
  {
    name: "record-delays-fraction",
    description: "A delay that is no whole number of microseconds.",
    error: "broken",
    repack: withPage({ delays: [0.5] }),
  },
  {
    name: "record-original",
    description: "A record that tells of an original, and a header that does not.",
    error: "broken",
    repack: withRecord({ original: {} }),
  },
  {
    name: "record-depth",
    description: "A depth of 12 bits for a carrier of 8.",
    error: "broken",
    repack: withPage({ bits: 12 }),
  },
  {
    name: "record-colour",
    description: "CMYK in three channels.",
    error: "broken",
    repack: withPage({ colour: "cmyk" }),
  },
  {
    name: "record-comments-none",
    description: "A list of comments without any.",
    error: "broken",
    repack: withPage({ comments: [] }),
  },
  {
    name: "record-comments-text",
    description: "A comment that is text and not bytes.",
    error: "broken",
    repack: withPage({ comments: ["a comment"] }),
  },
  {
    name: "record-samples-too-large",
    description: "A depth of 4 bits, and samples above 15.",
    error: "tampered",
    repack: withPage({ bits: 4 }),
  },
  {
    name: "record-file-too-long",
    description: "A file that is longer than its carrier.",
    error: "broken",
    from: { content: new Uint8Array(3) },
    repack: withRecord({ length: 257 }),
  },
  {
    name: "record-file-padding",
    description: "A file's padding that is not zero: the length leaves a byte out.",
    error: "tampered",
    from: { content: Uint8Array.of(1, 2, 3) },
    repack: withRecord({ length: 2 }),
  },
  {
    name: "key-vector-sealed",
    description: "Another key vector in the sealed record.",
    error: "tampered",
    repack: withRecord({ keyVector: new Uint8Array(32) }),
  },
  {
    name: "key-vector-authenticated",
    description: "Another key vector in the header, MACs right.",
    error: "tampered",
    from: { protection: "authenticated" },
    repack: withHeader({ keyVector: new Uint8Array(32) }),
  },
  {
    name: "key-vector-missing",
    description: "A bare image without key vector.",
    error: "broken",
    from: { protection: "bare" },
    repack: withHeader({ keyVector: undefined }),
  },
];

const ofSecond = { bits: 8, colour: "rgb" };

const pairFaults: Fault[] = [
  {
    name: "pair-odd-height",
    description: "A second image in a carrier of 3 rows.",
    error: "broken",
    from: { content: images.gray12 },
    repack: withSecond({ bits: 12, colour: "gray" }),
  },
  {
    name: "pair-colour",
    description: "A second image of gray and alpha in a carrier of three channels.",
    error: "broken",
    repack: withSecond({ ...ofSecond, colour: "gray-alpha" }),
  },
  {
    name: "pair-depth",
    description: "A second image of 9 bits in a carrier of 8.",
    error: "broken",
    repack: withSecond({ ...ofSecond, bits: 9 }),
  },
  {
    name: "pair-samples-too-large",
    description: "A second image of 4 bits, and samples above 15 in the lower half alone.",
    error: "tampered",
    from: { second: { image: secondImages.rgb8 } },
    repack: withSecond({ ...ofSecond, bits: 4 }),
  },
  {
    name: "pair-unknown-field",
    description: "A second image with a key vector of its own.",
    error: "broken",
    repack: withSecond({ ...ofSecond, keyVector: new Uint8Array(32) }),
  },
  {
    name: "pair-no-map",
    description: "A second image that is only its depth.",
    error: "broken",
    repack: withSecond(8),
  },
  {
    name: "pair-of-files",
    description: "An image beside a file.",
    error: "broken",
    from: { content: Uint8Array.of(1, 2, 3) },
    repack: withRecord({ images: [ofSecond] }),
  },
];
