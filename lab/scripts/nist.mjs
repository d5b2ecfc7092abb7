// `npm run -s nist [-- FILE] [--bits N] [--sequences M]`: NIST SP 800-22 on the bytes of a file or of
// standard input, as sequences of a million bits; a table on stdout, progress on stderr.
//   neuroveil keystream hybrid --key $KEY --bytes 12500000 | npm run -s nist
// Exit 0 when nothing is rejected at the family's level, 1 otherwise, 2 for wrong usage.
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { bitSequences, nistSuite, nistTable } from "../dist/nist/index.js";

const usage = "npm run -s nist [-- FILE] [--bits N] [--sequences M]";
let shown = performance.now();

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { bits: { type: "string" }, sequences: { type: "string" } },
  });
  const bits = wholeNumber("--bits", values.bits ?? "1000000");
  const most =
    values.sequences === undefined ? Infinity : wholeNumber("--sequences", values.sequences);
  if (positionals.length > 1) throw new Error(`expected one file, got ${positionals.length}`);
  const [file] = positionals;
  const stream = file === undefined ? process.stdin : createReadStream(file);
  const assessment = await nistSuite(first(bitSequences(stream, bits), most), { onProgress });
  process.stderr.write("\n");
  process.stdout.write(nistTable(assessment));
  if (most !== Infinity && assessment.sequences < most)
    console.error(
      `nist: ${assessment.sequences} sequences tested, not ${most}: the bytes end there`,
    );
  process.exitCode = assessment.pass ? 0 : 1;
} catch (error) {
  console.error(`nist: ${error.message}; usage: ${usage}`);
  process.exitCode = 2;
}

async function* first(sequences, most) {
  let given = 0;
  for await (const sequence of sequences) {
    yield sequence;
    if (++given === most) return;
  }
}

function onProgress(sequences) {
  if (performance.now() - shown < 1000) return;
  shown = performance.now();
  process.stderr.write(`${process.stderr.isTTY ? "\r" : "\n"}${sequences.toFixed(1)} sequences`);
}

function wholeNumber(name, text) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} expected a whole number from 1, got ${text}`);
  return value;
}
