import { Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { writeOutput } from "../files/outputs.ts";
import type { Inspection } from "../inspection/inspection.ts";
import { printable } from "../terminal/printable.ts";
import { print, printJson } from "../terminal/streams.ts";
import { sizeText } from "../terminal/units.ts";

interface InspectOptions {
  readonly age?: string;
  readonly force?: true;
  readonly json?: true;
}

/** `inspect`: what can be told about an image without any key. */
export function inspect(): Command {
  return new Command("inspect")
    .description("Tell what an image is, without any key.")
    .argument("<image>", "a cipher image, or any other file")
    .option("--age <file>", "write a cipher image's wrapped key as an age file")
    .option("--force", "replace an age file that is already there")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Of a cipher image: cipher, protection, payload, size, and for whom its key is wrapped. Of a PNG, JPEG
or TIFF: size, channels, depth, metadata and the SHA-256 of its samples (interleaved, big-endian, row
by row, as stored).

Examples:
  $ neuroveil inspect photo.jpg.veil.png
  $ neuroveil inspect photo.jpg --json
  $ neuroveil inspect photo.jpg.veil.png --age key.age && age -d -i key.txt key.age > content-key.txt`,
    )
    .action(run);
}

async function run(path: string, options: InspectOptions): Promise<void> {
  const bytes = await readInput(path);
  const { isContainer } = await import("neuroveil/container");
  const cipherImage = isContainer(bytes);
  if (options.age !== undefined) {
    if (!cipherImage) {
      throw new NeuroveilError(
        "input",
        `expected a cipher image for --age, got ${printable(path)}, which is none; name a result of \`neuroveil encrypt\``,
      );
    }
    const { wrappedKey } = await import("../inspection/cipher-image.ts");
    await writeOutput(options.age, wrappedKey(bytes), { force: options.force === true });
  }
  const inspection = await (cipherImage ? inspectCipherImage(bytes) : inspectPlainImage(bytes));
  if (options.json) printJson(inspection.json);
  else printLines(path, bytes.length, inspection, options.age);
}

async function inspectCipherImage(bytes: Uint8Array): Promise<Inspection> {
  const { describeCipherImage } = await import("../inspection/cipher-image.ts");
  return describeCipherImage(bytes);
}

async function inspectPlainImage(bytes: Uint8Array): Promise<Inspection> {
  const { describePlainImage } = await import("../inspection/plain-image.ts");
  return describePlainImage(bytes);
}

function printLines(path: string, size: number, inspection: Inspection, age?: string): void {
  print(`${printable(path)}: ${sizeText(size)}`);
  const written: [string, string][] =
    age === undefined ? [] : [["age file", `${printable(age)}: the wrapped key; age -d prints it`]];
  for (const [name, value] of [...inspection.lines, ...written]) {
    print(`  ${name.padEnd(12)}${value}`);
  }
}
