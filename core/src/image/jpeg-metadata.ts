import { concat } from "./bytes.ts";
import type { Metadata } from "./image.ts";
import { markers, payloads, type Segment } from "./jpeg-segments.ts";
import { isTiffHeader } from "./exif.ts";

/** Reads ICC (APP2), EXIF (APP1) and density (JFIF, APP0); what is damaged there is left out. */
export function readMetadata(segments: readonly Segment[]): Metadata {
  const icc = readProfile(segments);
  const exif = payloads(segments, markers.app1, "Exif\0\0").find(isTiffHeader);
  const density = readDensity(payloads(segments, markers.app0, "JFIF\0")[0]);
  return {
    ...(icc && { icc }),
    ...(exif && { exif: exif.slice() }),
    ...(density && { density }),
  };
}

/** A profile comes in numbered parts, each behind its number and their count (ICC.1, annex B.4). */
function readProfile(segments: readonly Segment[]): Uint8Array | undefined {
  const parts = payloads(segments, markers.app2, "ICC_PROFILE\0");
  const ordered = parts.toSorted((a, b) => a[0]! - b[0]!);
  const complete = ordered.every((part, i) => part[0] === i + 1 && part[1] === parts.length);
  return parts.length > 0 && complete ? concat(ordered.map((part) => part.subarray(2))) : undefined;
}

const units = ["aspect", "inch", "centimetre"] as const;

function readDensity(jfif: Uint8Array | undefined): Metadata["density"] {
  if (jfif === undefined || jfif.length < 7) return undefined;
  const view = new DataView(jfif.buffer, jfif.byteOffset, jfif.byteLength);
  const unit = units[jfif[2]!];
  const x = view.getUint16(3);
  const y = view.getUint16(5);
  return unit === undefined || x === 0 || y === 0 ? undefined : { x, y, unit };
}
