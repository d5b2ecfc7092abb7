import { images } from "../images.ts";
import { flip, changeChunk } from "./changes.ts";
import type { Fault } from "./fault.ts";

const lastRow = 2 * 256;

/** What is wrong with the pixels, or with the proof of them. */
export const pixelFaults: Fault[] = [
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
    from: { content: images.tall, chunks: { chunkRows: 256 } },
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
    from: { content: images.tall, chunks: { chunkRows: 256 } },
    forge: { parts: ({ proof }) => ({ proof: proof.slice(0, 32) }) },
  },
];
