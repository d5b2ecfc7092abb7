import type { ReadableFile } from "../../bytes/random-access.ts";
import { inTurns } from "../../turns.ts";
import { tailOf, type Leftover } from "../leftover.ts";
import { notInParts, type StreamedImage } from "../streamed-image.ts";
import { colourSteps, originOf, pixelShape, readMetadata } from "./decode.ts";
import { readHeader } from "./header.ts";
import { storedRows } from "./row-stream.ts";
import { scanChunks } from "./scan.ts";
import { sortChunks } from "./structure.ts";

/** Of what stands beside the pixels, and of what is looked at behind the end. */
const mostBytes = 2 ** 26;

/**
 * A still PNG as `decodePng` decodes it, without having it in memory.
 * @returns undefined for an interlaced one, whose rows are all over the file
 * @throws NeuroveilError as `decodePng`, but for what is wrong with the pixels
 */
export async function streamPng(file: ReadableFile): Promise<StreamedImage | undefined> {
  const png = await scanChunks(file, { mostBytes });
  const header = readHeader(png.chunks[0]!.data);
  if (header.interlaced) return undefined;
  const chunks = png.chunks.map(({ type, data }) => ({ type, data, crcOk: true }));
  const { palette, transparency, others, leftovers: beside } = sortChunks(chunks, header);
  const { metadata, verbatim } = await readMetadata(others);
  const behind = file.size - png.end;
  const tail = await file.read(png.end, Math.min(behind, mostBytes));
  const leftovers: Leftover[] = [...beside, ...tailOf(chunks.at(-1)!.data, "its chunks, in IEND")];
  for (const leftover of tailOf(tail, "its end (IEND)")) {
    leftovers.push({ ...leftover, bytes: behind });
  }
  let rest = 0;
  const { width, height } = header;
  return {
    format: "PNG",
    width,
    height,
    ...pixelShape(header, transparency),
    metadata: { ...metadata, png: originOf(header, palette, transparency, verbatim) },
    async *samples(signal) {
      const onRest = (bytes: number): void => {
        rest = bytes;
      };
      for await (const stored of storedRows(file, png, header, { signal, onRest })) {
        const steps = colourSteps(header, stored, palette, transparency);
        const { data, indices } = await inTurns(steps, signal);
        if (indices !== undefined) throw notInParts("one whose palette has a colour twice");
        yield data;
      }
    },
    leftovers: () =>
      rest === 0
        ? leftovers
        : [
            ...leftovers,
            // Not read again to see whether it is padding.
            { what: "data behind its compressed pixels (IDAT)", bytes: rest, picture: true },
          ],
  };
}
