import type { Cipher, Run } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage, decryptedImage } from "../analysis/cipher-image.ts";
import { wholeBytes } from "../analysis/whole-bytes.ts";
import { psnr } from "../metrics/psnr.ts";
import { ssim } from "../metrics/ssim.ts";
import type { Figure } from "./measure.ts";

/** What the right key makes of a cipher image. */
interface RightDecryption {
  /** `decryption-psnr` in decibels and `decryption-ssim`, over all channels. */
  readonly figures: readonly Figure[];
  /** Of the clock; null where the cipher refused its own cipher image. */
  readonly seconds: number | null;
}

/** Encrypts an image, decrypts it under the same key, and compares. */
export async function rightDecryption(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  run: Run,
): Promise<RightDecryption> {
  // What a cipher decrypts fills whole bytes, so it gets them.
  const plain = wholeBytes(image);
  const memory = new Uint8Array(plain.data.length);
  const sent = await cipherImage(cipher, plain, { key, changed: [], memory, run });
  const copy = { ...sent, image: { ...sent.image, data: sent.image.data.slice() } };
  const start = performance.now();
  const found = await decryptedImage(cipher, copy, { key, memory, run });
  const seconds = (performance.now() - start) / 1000;
  if (found === undefined) return { figures: [], seconds: null };
  const ratio = psnr(plain, found.image)[0]!.value;
  const likeness = ssim(plain, found.image)[0]?.value;
  return {
    figures: [
      { id: "decryption-psnr", value: Number.isFinite(ratio) ? ratio : null },
      ...(likeness === undefined ? [] : [{ id: "decryption-ssim", value: likeness }]),
    ],
    seconds,
  };
}
