import { decodeCbor, encodeCbor } from "../../container/cbor/strict-cbor.ts";
import type { Unpacked } from "../pack.ts";
import { rewriteChunks } from "../rewrite.ts";

/** A byte string with one bit of byte `index` (from the end when negative) changed. */
export function flip(bytes: Uint8Array, index: number): Uint8Array {
  const changed = new Uint8Array(bytes);
  changed[index < 0 ? bytes.length + index : index]! ^= 1;
  return changed;
}

export function withHeader(change: object): (open: Unpacked) => Partial<Unpacked> {
  return ({ header }) => ({ header: { ...header, ...change } });
}

export function withRecord(change: object): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => ({ record: { ...record, ...change } });
}

/** A change of one image of the sealed record. */
export function withPage(change: object, index = 0): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => {
    const images = record["images"] as object[];
    return { record: { ...record, images: images.with(index, { ...images[index], ...change }) } };
  };
}

/** A second image beside the first. */
export function withSecond(page: unknown): (open: Unpacked) => Partial<Unpacked> {
  return ({ record }) => ({
    record: { ...record, images: [(record["images"] as object[])[0], page] },
  });
}

/** The maps of a private chunk, unchecked. */
export function contentMaps(data: Uint8Array): { readonly image: Record<string, Uint8Array> } {
  const maps: unknown = decodeCbor(data, "the chunk", { bytes: 2 ** 24, items: 64 });
  return maps as { readonly image: Record<string, Uint8Array> };
}

/** Other maps in the private chunk, encoded as they must be. */
export function withContent(
  change: (content: ReturnType<typeof contentMaps>) => object,
): (file: Uint8Array) => Uint8Array {
  return changeChunk("veIl", (data) => {
    const content = contentMaps(data);
    return encodeCbor({ ...content, ...change(content) });
  });
}

export function changeChunk(
  type: string,
  change: (data: Uint8Array) => Uint8Array,
): (file: Uint8Array) => Uint8Array {
  return (file) =>
    rewriteChunks(file, (chunks) =>
      chunks.map((chunk) => (chunk.type === type ? { type, data: change(chunk.data) } : chunk)),
    );
}
