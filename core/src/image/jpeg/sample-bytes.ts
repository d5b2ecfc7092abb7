import { bytesPerSample } from "../image.ts";
import { readFrame } from "./frame.ts";
import { isLossless, readLosslessFrame } from "./lossless/frame.ts";
import { readSegments } from "./segments.ts";

/** Bytes of samples that a JPEG's frame says it has. */
export function jpegSampleBytes(file: Uint8Array): number {
  const segments = readSegments(file);
  if (isLossless(segments)) {
    const { width, height, bits, ids } = readLosslessFrame(segments);
    return width * height * ids.length * bytesPerSample(bits);
  }
  const { width, height, components } = readFrame(segments);
  return width * height * components.length;
}
