/** Writes docs/formats.md's table of what becomes of the collection of images beside the repository. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  decodeImage,
  encodeImage,
  formatOf,
  nameFormat,
  samplesSha256,
} from "../dist/image/index.js";

const data = new URL("../../../shared/data/", import.meta.url);
const page = new URL("../../docs/formats.md", import.meta.url);
if (!existsSync(data)) throw new Error("the collection of images is not there");

/** Not images, or the same kind of file a hundred times. */
const leftOut = /^(mnist|cifar-10|video|imagenet-sample)/;
const rows = readFileSync(new URL("INDEX.csv", data), "utf8").trim().split("\n").slice(1);
const files = rows
  .map((row) => row.split(","))
  .filter(([path, , , expected]) => !leftOut.test(path) && expected !== "text")
  .map(([path, , , expected]) => ({ path, expected }));

/** What became of a file: "exact", or why not. */
async function outcomeOf(bytes) {
  try {
    const image = await decodeImage(bytes, { onePicture: true });
    const { bytes: written, extension } = await encodeImage(image);
    const again = await decodeImage(written);
    const same = (await samplesSha256(image)) === (await samplesSha256(again));
    return { exact: same, as: extension, why: same ? undefined : "other samples come back" };
  } catch (error) {
    if (error.name !== "NeuroveilError") throw error;
    return { exact: false, why: error.file ?? error.got ?? error.message };
  }
}

const formats = new Map();
for (const { path, expected } of files) {
  const bytes = new Uint8Array(readFileSync(new URL(path, data)));
  const name = (formatOf(bytes) ?? nameFormat(bytes)).name.replace(/^an? /, "");
  const entry = formats.get(name) ?? { files: 0, exact: 0, as: new Map(), kept: [], broken: 0 };
  formats.set(name, entry);
  const { exact, as, why } = await outcomeOf(bytes);
  if (expected !== "valid") {
    entry.broken += 1;
    if (exact) entry.kept.push(`${path} (${expected}): read`);
    continue;
  }
  entry.files += 1;
  if (exact) entry.exact += 1;
  if (as !== undefined) entry.as.set(as, (entry.as.get(as) ?? 0) + 1);
  if (!exact) entry.kept.push(`${path}: ${why}`);
}

const table = [...formats].map(([name, { files: count, exact, as, broken }]) => {
  const written = [...as].map(([extension, n]) => `${n} ${extension}`).join(", ");
  return `| ${name} | ${count} | ${exact} | ${written} | ${broken} |`;
});
const kept = [...formats.values()].flatMap((entry) => entry.kept).map((line) => `- ${line}`);
const text = [
  "| format | valid files | exact round trips | written as | broken on purpose, or too large |",
  "|---|---|---|---|---|",
  ...table,
  "",
  "Valid files that stay files, and why; files broken on purpose of which pixels are read, since only what is beside them is damaged:",
  "",
  ...kept,
].join("\n");

const [begin, end] = ["<!-- formats: begin -->", "<!-- formats: end -->"];
const before = readFileSync(page, "utf8");
const [head] = before.split(begin);
const [, tail] = before.split(end);
writeFileSync(page, `${head}${begin}\n${text}\n${end}${tail}`);
