import { NeuroveilError } from "neuroveil/errors";
import { isContainer, readHeader, readPreviewHeader, readRegions } from "neuroveil/container";
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
    /** How many regions were encrypted; absent where all of it was. */
    readonly regions?: number;
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
    const regions = readRegions(bytes)?.length;
    return {
      header: {
        cipher,
        protection,
        readers,
        original,
        ...(regions !== undefined && { regions }),
        ...(ofPreview !== undefined && { preview: ofPreview }),
      },
    };
  } catch (error) {
    // Decrypting says what is wrong with it.
    if (error instanceof NeuroveilError) return {};
    throw error;
  }
};
