import { openTile, type Area, type RandomAccess } from "./container/index.ts";
import { encodeImage } from "./image/index.ts";
import { requireInput, type Input } from "./input.ts";
import type { DecryptionKeys, KeyRing } from "./keys/index.ts";
import { keyRingOf } from "./laboratory/decrypt.ts";
import { refuseUnknown } from "./options.ts";

/** Where, and exactly one of `identities`, `passphrase`, `key` and `keys`. */
export interface TileOptions extends DecryptionKeys, Area {
  /** What `createKeyRing` of neuroveil/keys has made of one of the others. */
  readonly keys?: KeyRing | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A part of an encrypted image. */
export interface Tile {
  /** A PNG of these pixels, without the image's metadata. */
  readonly bytes: Uint8Array;
  /** Stem of the name that was sealed with the image. */
  readonly name: string | undefined;
  /** Its chunks were verified by their tags; the key vector, which takes the whole image, was not. */
  readonly keyVectorRecomputed: false;
  /** Bytes of the cipher image that were read. */
  readonly bytesRead: number;
}

const names: Readonly<Record<keyof TileOptions, true>> = {
  identities: true,
  passphrase: true,
  key: true,
  keys: true,
  signal: true,
  x: true,
  y: true,
  width: true,
  height: true,
};

/**
 * Decrypts a part of a sealed image, and reads no more of the file than its header and the chunks that the
 * part lies in: for images that are too large to be decrypted as a whole. With ciphers whose tiles are
 * independent, such as "hybrid" and "cnn-only".
 * @param input a cipher image, or how to read one in places
 * @throws NeuroveilError as `decrypt`; "usage" for a part outside of the image, "unsupported" for what
 *   cannot be opened in parts
 */
export async function decryptTile(
  input: Input | RandomAccess,
  options: TileOptions,
): Promise<Tile> {
  refuseUnknown(options, Object.keys(names));
  const { x, y, width, height, signal } = options;
  const keys = keyRingOf(options);
  const { image, ...about } = await openTile(
    accessTo(input),
    { x, y, width, height },
    { keys, signal },
  );
  const { bytes } = await encodeImage(image, { signal });
  const { name, keyVectorRecomputed, bytesRead } = about;
  return { bytes, name, keyVectorRecomputed, bytesRead };
}

function accessTo(input: Input | RandomAccess): Uint8Array | RandomAccess {
  if (typeof input === "object" && input !== null && "read" in input) return input;
  requireInput(input, "the cipher image");
  if (input instanceof Uint8Array) return input;
  const blob = input;
  return {
    read: async (start, length) =>
      new Uint8Array(await blob.slice(start, start + length).arrayBuffer()),
  };
}
