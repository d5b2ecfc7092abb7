import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeImage, type Image } from "neuroveil/image";

/** A small RGB picture with structure; every seed gives another one. */
export function samplePicture(seed = 0, width = 40, height = 30): Image {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * (seed + 3) + (i >> 5) * 11) & 0xff;
  return { width, height, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}

/** Writes {@link samplePicture} as a PNG and returns its bytes. */
export async function writePng(path: string, image: Image = samplePicture()): Promise<Uint8Array> {
  const { bytes } = await encodeImage(image);
  await writeFile(path, bytes);
  return bytes;
}

/** A GIF whose second picture lies outside of its screen: its bytes are encrypted as they are. */
export const gif: Uint8Array = Buffer.from(
  "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" +
    ",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0,\x01\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0" +
    ";",
  "latin1",
);

/** 64 hex digits, a content key. */
export const hexKey: string = "0f".repeat(32);

/** Writes a key file of {@link hexKey}; the flags that use it. */
export async function keyFile(folder: string, key: string = hexKey): Promise<string[]> {
  const path = join(folder, `${key.slice(0, 4)}.key`);
  await writeFile(path, `${key}\n`, { mode: 0o600 });
  return ["--key-file", path];
}
