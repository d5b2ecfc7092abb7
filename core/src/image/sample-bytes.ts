import { detectFormat } from "./detect.ts";
import { bytesPerSample } from "./image.ts";
import { readFrame } from "./jpeg/frame.ts";
import { readSegments } from "./jpeg/segments.ts";
import { readHeader, storedSamples } from "./png/header.ts";

/** Where the content of IHDR stands, behind the signature and the chunk's head. */
const ihdr = { start: 16, end: 29 } as const;

/** Bytes of samples that a PNG or JPEG says it has; undefined for other files and where nothing is said. */
export function sampleBytes(file: Uint8Array): number | undefined {
  try {
    const format = detectFormat(file);
    if (format === "png") {
      const { width, height, colourType, depth } = readHeader(file.subarray(ihdr.start, ihdr.end));
      // A palette is expanded.
      const channels = colourType === 3 ? 3 : storedSamples(colourType);
      return width * height * channels * bytesPerSample(depth);
    }
    if (format !== "jpeg") return undefined;
    const { width, height, components } = readFrame(readSegments(file));
    return width * height * components.length;
  } catch {
    return undefined;
  }
}
