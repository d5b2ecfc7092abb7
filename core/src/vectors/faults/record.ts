import { pad } from "../../container/box/sealed-box.ts";
import { encodeCbor } from "../../container/cbor/strict-cbor.ts";
import { flip, withRecord, withPage } from "./changes.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the sealed record. */
export const recordFaults: Fault[] = [
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
];
