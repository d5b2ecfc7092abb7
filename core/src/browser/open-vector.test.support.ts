import type { Cipher } from "../ciphers/index.ts";
import { openContainer, openPreview, type Opened } from "../container/index.ts";
import { NeuroveilError } from "../errors.ts";
import { encodeImage, type Image } from "../image/index.ts";
import { createKeyRing, parseKeyFile } from "../keys/index.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import type { Vector } from "../vectors/vector.ts";

/**
 * Opens a vector with what every platform has.
 * @returns what came of it in the form of `Vector.expect`
 */
export async function openVector(
  { open, container }: Vector,
  ciphers?: readonly Cipher[],
): Promise<unknown> {
  const { key, identities, passphrase, bare, unverified, preview } = open;
  let warnings = 0;
  try {
    const keys = createKeyRing({
      key: key === undefined ? key : parseKeyFile(key),
      identities,
      passphrase,
    });
    if (preview) {
      const { width, height, data } = await openPreview(decodeBase64(container), { keys });
      return { preview: { width, height, data: encodeBase64(data) } };
    }
    const opened = await openContainer(decodeBase64(container), {
      keys,
      ciphers,
      bare,
      unverified,
      onWarning: () => warnings++,
    });
    const { cipher, protection, name = null } = opened;
    const common = { cipher, protection, name, ...timeOf(opened), warnings };
    if (opened.payload === "file")
      return { ...common, payload: "file", bytes: encodeBase64(opened.bytes) };
    const second = opened.second && {
      name: opened.second.name ?? null,
      ...timeOf(opened.second),
      image: await inJson(opened.second.image),
    };
    const image = await inJson(opened.image);
    const lossy = opened.lossy && { lossy: true };
    const original = opened.original && {
      name: opened.original.name ?? null,
      bytes: encodeBase64(opened.original.bytes),
    };
    const { regions } = opened;
    const beside = {
      ...(original && { original }),
      ...(second && { second }),
      ...(regions && { regions }),
    };
    return { ...common, payload: "pixels", ...lossy, image, ...beside };
  } catch (error) {
    if (error instanceof NeuroveilError) return { error: error.code };
    throw error;
  }
}

function timeOf({ modified }: Pick<Opened, "modified">): { modified?: number } {
  return modified === undefined ? {} : { modified };
}

/** An image that can be written as a file, with its byte strings in base64. */
export async function inJson(image: Image): Promise<unknown> {
  await encodeImage(image);
  return JSON.parse(
    JSON.stringify(image, (_, value: unknown) =>
      value instanceof Uint8Array ? encodeBase64(value) : value,
    ),
  );
}

export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
