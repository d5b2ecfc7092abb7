import { NeuroveilError } from "neuroveil/errors";
import { isContainer, readHeader, readPreviewHeader } from "neuroveil/container";
import { wrapKind, type WrapKind } from "neuroveil/keys";
import type { Task } from "./task.ts";

/** What can be told of a cipher image without its key. */
export interface Veiled {
  /** Absent where its header is damaged. */
  readonly header?: {
    readonly cipher: string;
    readonly protection: string;
    /** Undefined for one that was made with a raw key. */
    readonly readers: WrapKind | undefined;
    /** Whether the file itself was sealed beside its pixels. */
    readonly original: boolean;
    /** Absent where there is none. */
    readonly preview?: { readonly readers: WrapKind | undefined };
  };
}

/** Tells cipher images from other files. @returns undefined for what is none */
export const recognise: Task<File, Veiled | undefined> = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isContainer(bytes)) return undefined;
  try {
    const { cipher, protection, wrapped, original = false } = readHeader(bytes);
    const preview = readPreviewHeader(bytes);
    const readers = wrapped && wrapKind(wrapped);
    const ofPreview = preview && { readers: preview.wrapped && wrapKind(preview.wrapped) };
    const about = { cipher, protection, readers, original };
    return { header: { ...about, ...(ofPreview !== undefined && { preview: ofPreview }) } };
  } catch (error) {
    // Decrypting says what is wrong with it.
    if (error instanceof NeuroveilError) return {};
    throw error;
  }
};
