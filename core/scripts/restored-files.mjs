/**
 * Writes what is restored of images into a folder, for core/scripts/restored-files.py: node
 * core/scripts/restored-files.mjs FOLDER FILES, and on standard output what is to be known of each.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeImage, encodeImage, samplesSha256 } from "../dist/image/index.js";
import { fingerprint } from "../dist/image/fingerprint.test.support.js";

const [folder, ...paths] = process.argv.slice(2);
const restored = [];
for (const [i, path] of paths.entries()) {
  try {
    const image = await decodeImage(new Uint8Array(readFileSync(path)));
    const { bytes, extension } = await encodeImage(image);
    const name = join(folder, `${i}.${extension}`);
    writeFileSync(name, bytes);
    const samples = await samplesSha256(image);
    restored.push({ path, name, fingerprint: await fingerprint(bytes), samples });
  } catch (error) {
    if (error.name !== "NeuroveilError") throw error;
  }
}
process.stdout.write(JSON.stringify(restored));
