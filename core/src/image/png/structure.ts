import { asFile } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import type { PngChunk } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import { NotPixels } from "../not-pixels.ts";
import { isCritical, type RawChunk } from "./chunks.ts";
import { mayBeCopied, mayBeKept } from "./copying.ts";
import type { PngHeader } from "./header.ts";

/** The chunks of a PNG by what they are for. */
export interface Sorted {
  palette: Uint8Array | undefined;
  transparency: Uint8Array | undefined;
  others: PngChunk[];
  /** Ancillary chunks that must not stand in another file. */
  leftovers: Leftover[];
}

/**
 * Checks the critical chunks and their order, and tells the places of the ancillary ones.
 * @throws NeuroveilError "broken", or "unsupported" for an unknown critical chunk
 */
export function sortChunks(chunks: readonly RawChunk[], header: PngHeader): Sorted {
  const types = chunks.map((chunk) => chunk.type);
  const unknown = types.find((type) => isCritical(type) && !known.has(type));
  if (unknown !== undefined) {
    throw new NotPixels(
      "unsupported",
      {
        expected: "a PNG of the standard",
        got: `the private critical chunk ${unknown}`,
        todo: asFile,
      },
      `a PNG with the private critical chunk ${unknown}`,
    );
  }
  const firstData = types.indexOf("IDAT");
  const lastData = types.lastIndexOf("IDAT");
  if (firstData < 0) throw damaged("PNG", "it has no IDAT chunk");
  if (types.slice(firstData, lastData).some((type) => type !== "IDAT")) {
    throw damaged("PNG", "its IDAT chunks do not follow each other");
  }
  const plte = types.indexOf("PLTE");
  const palette = plte < 0 ? undefined : chunks[plte]!.data;
  checkPalette(types, plte, firstData, palette, header);

  let transparency: Uint8Array | undefined;
  const others: PngChunk[] = [];
  const leftovers: Leftover[] = [];
  for (const [i, { type, data }] of chunks.entries()) {
    if (isCritical(type)) continue;
    // An animation's parts tell nothing in a file that is none, and would where they come back.
    if (!mayBeCopied(type) || (type !== "tRNS" && !mayBeKept(type))) {
      leftovers.push({ what: `the chunk ${type}`, bytes: data.length });
      continue;
    }
    const early = i < firstData && (header.colourType !== 3 || i > plte);
    if (type === "tRNS" && early && transparency === undefined && fits(data, header, palette)) {
      transparency = data;
      continue;
    }
    const place = i > firstData ? "after-data" : i < plte ? "before-palette" : "before-data";
    others.push({ type, data, place });
  }
  return { palette, transparency, others, leftovers };
}

const known: ReadonlySet<string> = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);

function checkPalette(
  types: readonly string[],
  plte: number,
  firstData: number,
  palette: Uint8Array | undefined,
  header: PngHeader,
): void {
  if (palette === undefined) {
    if (header.colourType === 3) throw damaged("PNG", "it has no PLTE chunk for its palette");
    return;
  }
  if (plte > firstData || types.lastIndexOf("PLTE") !== plte) {
    throw damaged("PNG", "its PLTE chunk stands after IDAT or twice");
  }
  if (header.colourType === 0 || header.colourType === 4) {
    throw damaged("PNG", "it is gray and has a PLTE chunk");
  }
  if (palette.length === 0 || palette.length > 768 || palette.length % 3 !== 0) {
    throw damaged("PNG", `its PLTE chunk has ${palette.length} bytes`);
  }
}

/** Whether a tRNS chunk means something; one that does not is kept and has no effect. */
function fits(data: Uint8Array, { colourType }: PngHeader, palette?: Uint8Array): boolean {
  if (colourType === 3) return data.length > 0 && data.length <= palette!.length / 3;
  return data.length === { 0: 2, 2: 6, 4: 0, 6: 0 }[colourType] && data.length > 0;
}
