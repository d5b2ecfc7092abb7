import { images, secondImages } from "../images.ts";
import { withRecord, withSecond } from "./changes.ts";
import type { Fault } from "./fault.ts";

const ofSecond = { bits: 8, colour: "rgb" };

/** What is wrong with the second of two images in one carrier. */
export const pairFaults: Fault[] = [
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
