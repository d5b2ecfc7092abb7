import { pad } from "../../container/box/sealed-box.ts";
import { images } from "../images.ts";
import { storedPng } from "../rewrite.ts";
import { flip } from "./changes.ts";
import type { Fault } from "./fault.ts";

const { rgb8 } = images;
const kept = { original: true } as const;

/** What is wrong with an original, or with what header and record say of it. */
export const originalFaults: Fault[] = [
  {
    name: "original-changed",
    description: "One byte of the sealed original changed.",
    error: "tampered",
    from: kept,
    forge: { parts: ({ original }) => ({ original: flip(original!, 40) }) },
  },
  {
    name: "original-missing",
    description: "An original that the header promises was taken out.",
    error: "tampered",
    from: kept,
    forge: { parts: () => ({ original: undefined }) },
  },
  {
    name: "original-not-promised",
    description: "An original of which the header says nothing.",
    error: "broken",
    forge: { parts: ({ record }) => ({ original: record }) },
  },
  {
    name: "original-for-record",
    description: "The record's box in place of the original's.",
    error: "tampered",
    from: kept,
    forge: { parts: ({ record }) => ({ original: record }) },
  },
  {
    name: "original-not-in-record",
    description: "An original of which the record says nothing.",
    error: "broken",
    from: kept,
    repack: ({ record }) => ({ record: { ...record, original: undefined } }),
  },
  {
    name: "original-unknown-field",
    description: "A field that does not exist in what the record says of an original.",
    error: "broken",
    from: kept,
    repack: ({ record }) => ({ record: { ...record, original: { decoder: "libheif 1.19" } } }),
  },
  {
    name: "original-other",
    description: "An original whose first sample differs from the image's.",
    error: "tampered",
    from: kept,
    repack: () => {
      const data = rgb8.data.with(0, rgb8.data[0]! ^ 1);
      return { original: pad(storedPng({ ...rgb8, data })) };
    },
  },
  {
    name: "original-damaged",
    description: "An original that is no image.",
    error: "tampered",
    from: kept,
    repack: () => ({ original: pad(Uint8Array.of(1, 2, 3)) }),
  },
  {
    name: "original-padding",
    description: "An original with a byte in its padding.",
    error: "broken",
    from: kept,
    repack: ({ original }) => ({ original: flip(original!, original!.length - 1) }),
  },
  {
    name: "original-of-two",
    description: "An original beside two images.",
    error: "broken",
    from: kept,
    repack: ({ record }) => {
      const [page] = record["images"] as [object];
      return { record: { ...record, images: [page, page] } };
    },
  },
];
