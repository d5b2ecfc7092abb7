import { drawScene } from "@neuroveil/lab/datasets";
import { cipherById } from "neuroveil/ciphers";
import { sealPixels } from "neuroveil/container";
import { decodeImage, encodeImage } from "neuroveil/image";
import { createContentKey } from "neuroveil/keys";
import { sideBySide } from "./side-by-side.ts";

/**
 * The README's picture: the demo's scene and its cipher image, at half size. Always the same bytes,
 * with a key and a nonce of zeros; the network alone, without the seal.
 */
export async function drawReadmePicture(): Promise<Uint8Array> {
  const scene = drawScene();
  const cipherImage = await sealPixels(scene, {
    contentKey: await createContentKey({ key: new Uint8Array(32) }),
    cipher: cipherById("hybrid"),
    protection: "bare",
    nonce: new Uint8Array(16),
  });
  const { bytes } = await encodeImage(sideBySide(scene, await decodeImage(cipherImage), 256));
  return bytes;
}
