import { rewriteChunks } from "../rewrite.ts";
import { flip } from "./changes.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the PNG file. */
export const pngFaults: Fault[] = [
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
