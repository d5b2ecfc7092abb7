import { encodeCbor } from "../../container/cbor/strict-cbor.ts";
import { flip, withHeader } from "./changes.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the header. */
export const headerFaults: Fault[] = [
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
    description: "Regions that are no map.",
    error: "broken",
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
    description: "More than 2^40 bytes, in rows that are allowed.",
    error: "limit",
    repack: withHeader({ width: 2 ** 20, height: 2 ** 31 - 1 }),
  },
  {
    name: "header-long-row",
    description: "A row of more than 2^31 bytes, in a raster that is allowed.",
    error: "limit",
    repack: withHeader({ width: 2 ** 31 - 1 }),
  },
  {
    name: "header-large-chunk",
    description: "A chunk of more than 2^31 bytes, in a raster that is allowed.",
    error: "limit",
    repack: withHeader({
      width: 2 ** 20,
      height: 2 ** 12,
      chunkRows: 2 ** 12,
      chunkBytes: 3 * 2 ** 20,
    }),
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
