// `npm run sensitivity`: noise on cipher images and small changes of native keys, over all ciphers,
// baselines and controls, to docs/robustness.md and docs/key-sensitivity.md. Takes some minutes.
import { writeFileSync } from "node:fs";
import { ciphers } from "neuroveil/ciphers";
import { baselines } from "../dist/baselines/list.js";
import { drawScene } from "../dist/datasets/scene.js";
import { keySensitivityPage, keySensitivityRow } from "../dist/studies/key-sensitivity.js";
import { robustnessPage, robustnessRow } from "../dist/studies/robustness.js";

const secret = Uint8Array.of(2, 7, 1, 8, 2, 8, 1, 8);
const image = drawScene(0, 64);
// Every native key of RSA-OAEP is a key pair that takes seconds to draw.
const measured = [...ciphers, ...baselines].filter(({ id }) => id !== "rsa-oaep");

async function write(name, row, page) {
  const rows = [];
  for (const cipher of measured) {
    console.error(name, cipher.id);
    rows.push(await row(cipher, image, secret));
  }
  writeFileSync(new URL(`../../docs/${name}.md`, import.meta.url), page(rows, image));
}

await write("robustness", robustnessRow, robustnessPage);
await write("key-sensitivity", keySensitivityRow, keySensitivityPage);
