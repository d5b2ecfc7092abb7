import { printable, writeOutput } from "@neuroveil/files";
import type { Inspection } from "@neuroveil/jobs/inspection";
import { Command } from "commander";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { checkStandardInput, inputName } from "../files/standard-input.ts";
import { signatureBeside } from "../signatures/signature-beside.ts";
import { isSignatureName } from "../signatures/signature-file.ts";
import { print, printJson } from "../terminal/streams.ts";

interface InspectOptions {
  readonly age?: string;
  readonly force?: true;
  readonly json?: true;
}

/** `inspect`: what can be told about images without any key. */
export function inspect(): Command {
  return new Command("inspect")
    .description("Tell what images are, without any key.")
    .argument("<file...>", "cipher images or other files, folders of them, or - alone")
    .option("--age <file>", "write a cipher image's wrapped key as an age file")
    .option("--force", "replace an age file that is already there")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Of a cipher image: cipher, protection, payload, size, and for whom its key is
wrapped; where a signature lies beside it (encrypt --sign), by which key. Whose
key that is, only you can say: decrypt --signer. Of an image: size, channels,
depth, pages, metadata and the SHA-256 of its samples (interleaved, big-endian,
row by row, as stored).

--json prints the one file's document, or {"results": [...]} of several files
or a folder.

Examples:
  $ neuroveil inspect photo.jpg.veil.png
  $ neuroveil inspect vault/ --json
  $ curl -s https://example.org/photo.veil.png | neuroveil inspect -
  $ neuroveil inspect photo.jpg.veil.png --age key.age
  $ age -d -i key.txt key.age > content-key.txt`,
    )
    .action(run);
}

async function run(names: string[], options: InspectOptions): Promise<void> {
  checkStandardInput(names);
  const { namesSeveral, readEach } = await import("../batch/read-each.ts");
  if (options.age !== undefined && (await namesSeveral(names))) {
    throw new NeuroveilError("usage", {
      expected: "one cipher image for --age",
      got: "several",
      todo: "take their keys one by one",
    });
  }
  const { isContainer } = await import("neuroveil/container");
  const readings = await readEach(
    names,
    {
      wanted: "files to inspect",
      leftOut: "signatures of cipher images",
      accept: (path) => !isSignatureName(path),
    },
    async ({ path }) => {
      const bytes = await readInput(path);
      const cipherImage = isContainer(bytes);
      if (options.age !== undefined) await writeAge(options.age, path, cipherImage, bytes, options);
      const inspection = await (cipherImage
        ? inspectCipherImage(path, bytes)
        : inspectPlainImage(bytes));
      if (!options.json) printLines(path, bytes.length, inspection, options.age);
      return { input: path, ...inspection.json };
    },
  );
  if (!options.json) return;
  const { several, all, error } = readings;
  if (several) printJson({ results: all, ...(error && { error }) });
  else printJson(all[0]);
}

async function writeAge(
  file: string,
  path: string,
  cipherImage: boolean,
  bytes: Uint8Array,
  { force }: InspectOptions,
): Promise<void> {
  if (!cipherImage) {
    throw new NeuroveilError("input", {
      expected: "a cipher image for --age",
      got: `${printable(path)}, which is none`,
      todo: "name a result of `neuroveil encrypt`",
    });
  }
  const { wrappedKey } = await import("@neuroveil/jobs/inspection");
  await writeOutput(file, wrappedKey(bytes), { force: force === true });
}

async function inspectCipherImage(path: string, bytes: Uint8Array): Promise<Inspection> {
  const { describeCipherImage } = await import("@neuroveil/jobs/inspection");
  const { json, lines } = describeCipherImage(bytes);
  const signature = await signatureBeside(path, bytes);
  if (signature === undefined) return { json, lines };
  const { text, ...told } = signature;
  return { json: { ...json, signature: told }, lines: [...lines, ["signature", text]] };
}

async function inspectPlainImage(bytes: Uint8Array): Promise<Inspection> {
  const { describePlainImage } = await import("@neuroveil/jobs/inspection");
  return describePlainImage(bytes);
}

function printLines(path: string, size: number, inspection: Inspection, age?: string): void {
  print(`${inputName(path)}: ${sizeText(size)}`);
  const written: [string, string][] =
    age === undefined ? [] : [["age file", `${printable(age)}: the wrapped key; age -d prints it`]];
  for (const [name, value] of [...inspection.lines, ...written]) {
    print(`  ${name.padEnd(12)}${value}`);
  }
}
