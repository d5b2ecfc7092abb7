import { nameSegment } from "../jpeg/kinds.ts";
import { isNamed, isRestart, markers, type Segment } from "../jpeg/segments.ts";
import { damaged } from "../damaged.ts";
import { tailOf, type Leftover } from "../leftover.ts";

const none = new Uint8Array();

// As many as a JPEG may have; more are there to fill memory.
const mostSegments = 1 << 14;

/**
 * Comments and applications' segments of a JPEG-LS image, and what is behind its end (ITU-T T.87, annex C), as
 * far as its lengths lead: whether it is damaged, its codec says.
 * @throws NotPixels of more than 16,384 segments
 */
export function jpegLsLeftovers(file: Uint8Array): Leftover[] {
  const leftovers: Leftover[] = [];
  for (let at = file.indexOf(0xff, 2); at >= 0; at = file.indexOf(0xff, at)) {
    const marker = file[at + 1] ?? 0;
    if (marker === markers.eoi) {
      leftovers.push(...tailOf(file.subarray(at + 2), "its end (EOI)"));
      break;
    }
    // Among samples a byte below 0x80 follows.
    if (marker < 0x80 || marker === 0xff || isRestart(marker)) {
      at += 1;
      continue;
    }
    const end = at + 2 + ((file[at + 2] ?? 0) << 8) + (file[at + 3] ?? 0);
    const segment = { marker, data: file.subarray(at + 4, end), entropy: none };
    if (marker === markers.com) {
      leftovers.push({ what: "a comment (COM)", bytes: segment.data.length });
    } else if (marker >= markers.app0 && marker <= markers.app15 && !describesColours(segment)) {
      leftovers.push(nameSegment(segment));
    }
    if (leftovers.length > mostSegments) {
      throw damaged("JPEG-LS", `it has more than ${mostSegments} segments`);
    }
    at = end;
  }
  return leftovers;
}

/** Hewlett-Packard's colour transforms, by a name and a number, which CharLS undoes. */
function describesColours(segment: Segment): boolean {
  return segment.data.length === 5 && isNamed(segment, markers.app8, "mrfx");
}
