import type { Cipher } from "neuroveil/ciphers";
import { openContainer, readHeader, sealPixels } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";
import { createKeyRing } from "neuroveil/keys";
import type { Setting } from "./attack.ts";

/** A cipher image as it lies on a disk, and what everybody can read off it. */
export interface CipherFile {
  /** The carrier's samples; as many as the plain image's. */
  readonly image: Image;
  /** In clear in the header; empty for a cipher that has none. */
  readonly keyVector: Uint8Array;
  readonly file: Uint8Array;
}

/** Somebody who uses a cipher under a key that the attacker does not have. */
export interface Oracle {
  /** Its specification, which is public; the oracle's key is not in it. */
  readonly cipher: Cipher;
  readonly setting: Setting;
  /** Encrypts an image of the attacker's choice, or one that becomes known. */
  encrypt(image: Image): Promise<CipherFile>;
  /**
   * Opens a cipher image with other samples in it, as a reader in this setting would.
   * @returns what the reader sees; undefined where it is refused
   */
  open(of: CipherFile, samples: Uint8Array): Promise<Image | undefined>;
  /** What was asked until now. */
  readonly asked: { readonly queries: number; readonly bytes: number };
}

/** Errors of a reader who refuses an altered image. */
const refusals: ReadonlySet<string> = new Set(["tampered", "unsupported", "key", "broken"]);

/**
 * An oracle through the library's public interface: what holds against it holds against the product.
 * @param secret 32 bytes: the content key; in `nonce-reused` the nonce is its first 16
 */
export function containerOracle(
  cipher: Cipher,
  setting: Setting,
  secret: Uint8Array,
  signal?: AbortSignal,
): Oracle {
  const keys = createKeyRing({ key: secret });
  const asked = { queries: 0, bytes: 0 };
  const ask = (image: Image): void => {
    asked.queries++;
    asked.bytes += image.data.length;
  };
  return {
    cipher,
    setting,
    asked,
    async encrypt(image) {
      ask(image);
      const file = await sealPixels(image, {
        contentKey: { bytes: secret, wrapped: undefined },
        cipher,
        protection: setting === "as-used" ? "authenticated" : "bare",
        nonce: setting === "nonce-reused" ? secret.slice(0, 16) : undefined,
        threads: 1,
        signal,
      });
      return {
        file,
        image: await decodeImage(file),
        keyVector: readHeader(file).keyVector ?? new Uint8Array(0),
      };
    },
    async open({ image }, samples) {
      ask(image);
      // The private chunk stays: PNG tools keep it, too.
      const { bytes } = await encodeImage({ ...image, data: samples });
      try {
        const opened = await openContainer(bytes, {
          keys,
          ciphers: [cipher],
          bare: true,
          unverified: setting === "unverified",
          threads: 1,
          signal,
        });
        return opened.payload === "pixels" ? opened.image : undefined;
      } catch (error) {
        if (error instanceof NeuroveilError && refusals.has(error.code)) return undefined;
        throw error;
      }
    },
  };
}
