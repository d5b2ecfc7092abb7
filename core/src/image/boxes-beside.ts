import { readBoxes } from "./boxes.ts";
import type { Leftover } from "./leftover.ts";

/** Boxes of a HEIC or AVIF file of one picture, other than those that it is in. */
export function boxesBeside(file: Uint8Array, name: string): Leftover[] {
  const needed = new Set(["ftyp", "meta", "mdat"]);
  return readBoxes(file, name)
    .filter(({ type, content }) => {
      const tellsNothing = /^(free|skip)$/.test(type) && content.every((byte) => byte === 0);
      // The first of each.
      return !tellsNothing && !needed.delete(type);
    })
    .map(({ type, content }) => ({ what: `the box ${type}`, bytes: content.length }));
}
