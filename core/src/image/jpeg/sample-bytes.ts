import { readFrame } from "./frame.ts";
import { readSegments } from "./segments.ts";

/** Bytes of samples that a JPEG's frame says it has. */
export function jpegSampleBytes(file: Uint8Array): number {
  const { width, height, components } = readFrame(readSegments(file));
  return width * height * components.length;
}
