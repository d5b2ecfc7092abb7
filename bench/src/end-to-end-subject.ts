/** A process that `endToEnd` times: `LAP FOLDER KEY`. Every message asks for a lap and is answered with its seconds. */
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decrypt, encryptTo } from "neuroveil";
import sharp, { type Sharp } from "sharp";

const [lap, folder, hex] = process.argv.slice(2) as [string, string, string];
const key = new Uint8Array(Buffer.from(hex, "hex"));
const [jpeg, veiled] = [join(folder, "photo.jpg"), join(folder, "photo.veil.png")];
const result = lap === "encrypt" ? veiled : join(folder, `${lap}.png`);

// Without ignoreIcc it would convert colours, which takes longer than decoding.
const read = (): Sharp => sharp(jpeg, { ignoreIcc: true });
const uncompressed = { compressionLevel: 0 };

const laps: Readonly<Record<string, () => Promise<unknown>>> = {
  async encrypt() {
    const photo = await readFile(jpeg);
    const file = await open(veiled, "wx");
    await encryptTo(file, photo, { key });
    await file.close();
  },
  async decrypt() {
    await writeFile(result, (await decrypt(await readFile(veiled), { key })).bytes);
  },
  async plain() {
    const { data, info } = await read().raw().toBuffer({ resolveWithObject: true });
    await sharp(data, { raw: info }).png(uncompressed).toFile(result);
  },
  pipeline: () => read().png(uncompressed).toFile(result),
};

async function answer(): Promise<void> {
  // Every lap writes a new file: emptying an old one takes as long as writing.
  await rm(result, { force: true });
  const start = performance.now();
  await laps[lap]!();
  process.send!((performance.now() - start) / 1000);
}

process.on("message", () => void answer());
