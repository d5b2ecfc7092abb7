import { encodeCbor } from "../../container/cbor/strict-cbor.ts";
import { contentMaps, withContent, changeChunk } from "./changes.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the private chunk, whatever is in its parts. */
export const contentFaults: Fault[] = [
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
    description: "A list of no regions.",
    error: "broken",
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
