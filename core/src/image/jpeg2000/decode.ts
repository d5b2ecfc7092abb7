import { inTurns } from "../../turns.ts";
import { carried } from "../carried.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { decodeCodestream, openJpeg } from "./codestream.ts";
import { readJp2 } from "./jp2.ts";
import { codestreamLeftovers } from "./leftovers.ts";

/** Decodes a JPEG 2000 codestream or JP2 file: gray or RGB of up to 16 bits. */
export async function decodeJpeg2000(
  file: Uint8Array,
  options: DecodeOptions = {},
): Promise<Image> {
  const { codestream, metadata, leftovers } =
    file[0] === 0xff ? { codestream: file, metadata: {}, leftovers: [] } : readJp2(file);
  settle("JPEG 2000 image", [...leftovers, ...codestreamLeftovers(codestream)], options);
  // The codestream alone: in the file around it, the codec follows offsets that nobody has bounded.
  const frame = await decodeCodestream(codestream, options);
  const { width, height, channels, bits, signed, data, reversible } = frame;
  const layout = { channels, bits, kind: signed ? "signed" : "unsigned", pages: 1 } as const;
  const origin = { format: "jp2", ...(!reversible && { decoder: openJpeg }) };
  return await inTurns(
    carried({ width, height, layout, data }, origin, { metadata }),
    options.signal,
  );
}
