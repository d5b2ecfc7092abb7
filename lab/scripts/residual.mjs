// `npm run residual`: what lossy ciphers lose, and what it takes to make them exact, on the Kodak
// images where they are at hand, to docs/residual.md. Fails when a cipher that carries nothing is not
// listed as known-weak.
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ciphers } from "neuroveil/ciphers";
import sharp from "sharp";
import { openDataset } from "../dist/datasets/index.js";
import {
  carriesNothing,
  residualFigures,
  residualPage,
  residualSection,
} from "../dist/studies/residual.js";

const folder = process.argv[2] ?? "../shared/data/kodak";

const ownSizes = async (name, { width, height, channels, data }) => {
  if (!name.endsWith(".png")) throw new Error(`expected PNG files, got ${name}`);
  const picture = sharp(data, { raw: { width, height, channels } });
  const webp = await picture.webp({ lossless: true, effort: 6 }).toBuffer();
  return { png: statSync(join(folder, name)).size, webp: webp.length };
};

const sections = [];
let count = 0;
for (const cipher of ciphers.filter(({ lossless }) => !lossless)) {
  const figures = [];
  for await (const { name, image } of (await openDataset(folder)).samples()) {
    console.error(cipher.id, name);
    figures.push(await residualFigures(cipher, name, image, await ownSizes(name, image)));
  }
  count = figures.length;
  sections.push(residualSection(cipher, figures));
  if (carriesNothing(figures) && cipher.status !== "known-weak") {
    console.error(`expected ${cipher.id} to be known-weak, which carries nothing`);
    process.exitCode = 1;
  }
}
const set = folder.split("/").at(-1);
writeFileSync(
  new URL("../../docs/residual.md", import.meta.url),
  residualPage(`${set}, ${count} files`, sections),
);
