import { damaged } from "../damaged.ts";
import { tailOf, type Leftover } from "../leftover.ts";

const com = 0xff64;
const sot = 0xff90;
const sod = 0xff93;
const eoc = 0xffd9;

// Programs write one; more are there to fill memory.
const mostComments = 1 << 14;

/**
 * Comments in the headers of a JPEG 2000 codestream, and what is behind its end (ISO/IEC 15444-1, annex A), as
 * far as its lengths lead: whether it is damaged, its codec says.
 * @throws NotPixels of more than 16,384 comments
 */
export function codestreamLeftovers(codestream: Uint8Array): Leftover[] {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  const leftovers: Leftover[] = [];
  let nextPart = 0;
  for (let at = 2; at + 2 <= view.byteLength;) {
    const marker = view.getUint16(at);
    if (marker === eoc) {
      leftovers.push(...tailOf(codestream.subarray(at + 2), "its end (EOC)"));
      break;
    }
    if (marker === sod) {
      // Samples of the part, up to the next one or to the end.
      if (nextPart <= at) break;
      at = nextPart;
      continue;
    }
    if (at + 12 > view.byteLength) break;
    const length = view.getUint16(at + 2);
    if (marker === sot) nextPart = at + view.getUint32(at + 6);
    if (marker === com) leftovers.push({ what: "a comment (COM)", bytes: Math.max(0, length - 4) });
    if (leftovers.length > mostComments) {
      throw damaged("JPEG 2000", `it has more than ${mostComments} comments`);
    }
    at += 2 + length;
  }
  return leftovers;
}
