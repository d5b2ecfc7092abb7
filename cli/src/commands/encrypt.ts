import { Command, InvalidArgumentError, Option } from "commander";
import type { Payload, Protection, SecondInput } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { Claims } from "../files/claims.ts";
import {
  exists,
  findDestination,
  outputFolder,
  outputPath,
  type Destination,
} from "../files/destination.ts";
import { findInputs, readInput, type Input } from "../files/inputs.ts";
import { cipherName, hasCipherName, sealedName } from "../files/names.ts";
import { OutputFile, taken } from "../files/outputs.ts";
import { findSecond } from "../files/second-input.ts";
import { tidyFolders } from "../files/tidy-folder.ts";
import type { Sealed } from "../batch/jobs.ts";
import {
  failed,
  report,
  runBatch,
  succeeded,
  type Done,
  type OnProgress,
  type Result,
} from "../batch/run-batch.ts";
import { toFailure } from "../failure.ts";
import { bytesFromHex } from "../keys/hex.ts";
import {
  addLockOptions,
  contentKey,
  requireOneKey,
  type LockOptions,
} from "../keys/key-options.ts";
import { say } from "../terminal/streams.ts";
import { addLaterFlags } from "./later-flags.ts";

const laterFlags = ["--region <x,y,w,h>", "--mask <file>"];

interface EncryptOptions extends LockOptions {
  readonly output?: string;
  readonly cipher: string;
  readonly protection: Protection;
  readonly payload?: Payload;
  readonly with?: string;
  readonly lossy?: true;
  readonly nonce?: Uint8Array;
  readonly force?: true;
  readonly json?: true;
}

/** What all results of a call have in common. */
interface Known {
  readonly cipher: string;
  readonly protection: Protection;
  readonly secondInput?: string;
  readonly lossy?: true;
}

/** `encrypt`: images to PNGs of noise. */
export function encrypt(): Command {
  const command = new Command("encrypt")
    .description("Encrypt images; each becomes a PNG of noise of the same size.")
    .argument("<image...>", "files, or folders with everything in them")
    .option("-o, --output <file|dir>", "the result's name, or a folder for all results");
  addLockOptions(command)
    .option("--cipher <id>", "a cipher of `neuroveil ciphers`", "hybrid")
    .addOption(
      new Option("--protection <kind>", "what keeps the pixels secret and unchanged")
        .choices(["sealed", "authenticated", "bare"])
        .default("sealed"),
    )
    .addOption(
      new Option("--payload <kind>", "encrypt the pixels, or the file's bytes").choices([
        "pixels",
        "file",
      ]),
    )
    .addOption(
      new Option("--with <image>", "a second image to put into the same PNG").argParser(only),
    )
    .option("--lossy", "leave out what a lossy cipher loses: not exact any more")
    .addOption(
      new Option("--nonce <hex32>", "repeat a nonce (laboratory, bare only)").argParser(parseNonce),
    )
    .option("--force", "replace results that are already there")
    .option("--json", "print one JSON document");
  return addLaterFlags(command, laterFlags)
    .addHelpText(
      "after",
      `
photo.jpg becomes photo.jpg.veil.png beside it. PNG and JPEG are encrypted as
pixels: same width and height, every sample and the metadata come back exactly,
a JPEG's in a PNG; what does not come back is said for each file. Anything else
is encrypted as a file and comes back byte for byte: animated PNGs, damaged
JPEGs, and pictures with another one or data behind their end, too. --payload
pixels insists on the pixels, --payload file keeps every file as it is. In a
folder, hidden files, links and *.veil.png are left out. With --with, two PNGs
or JPEGs of the same width, height, number of channels and 8 or 16 bits become
one PNG of twice the height, and decrypting it writes both.

Name and time of change are sealed with each file. Results that would share a
name on any system get a number (photo-2.jpg.veil.png), and nobody may read more
of a result than of its input.

A lossy cipher (\`neuroveil ciphers\`) gives back exactly what went in as well:
what it loses is sealed beside the image. With --lossy that is left out; what is
decrypted is then near to the image and can never be exact again.

Protection:
  sealed         AES-256-GCM around the neural cipher: secret and tamper-proof
                 whatever is found about the network
  authenticated  the network alone keeps the pixels secret; changes are refused
  bare           the network alone, changes go unnoticed; for research

Examples:
  $ neuroveil encrypt photo.jpg -r age1…
  $ neuroveil encrypt photos/ --output vault/ --passphrase
  $ neuroveil encrypt left.jpg --with right.jpg -r age1…
  $ neuroveil encrypt scan.tif contract.pdf --payload file -r age1…`,
    )
    .action(run);
}

async function run(names: string[], options: EncryptOptions): Promise<void> {
  requireOneKey(options, "--recipient age1… (or --recipients-file), --passphrase or --key-file");
  if (options.nonce !== undefined && options.protection !== "bare") {
    throw new NeuroveilError(
      "usage",
      `expected --nonce with --protection bare only, got ${options.protection}; a repeated nonce gives the pixels away`,
    );
  }
  const { libraryCipher } = await import("../registry/library-cipher.ts");
  const { cipher, protection, payload, lossy } = options;
  const { lossless } = await libraryCipher(cipher);
  if (lossy) requireLossy(cipher, lossless, payload);
  const known: Known = {
    cipher,
    protection,
    ...(options.with && { secondInput: options.with }),
    ...(lossy && { lossy }),
  };
  const second =
    options.with === undefined ? undefined : await findSecond(options.with, names, payload);
  const destination = await findDestination(options.output, names);
  const found = await findInputs(names, {
    accept: (path) => !hasCipherName(path),
    except: destination.kind === "folder" ? destination.path : undefined,
  });
  await tidyFolders(found.files.map((input) => outputFolder(destination, input)));
  const results = found.failures.map(({ path, failure }) => failed(path, failure, known));
  const todo = new Map<Input, string>();
  const missing = second?.failures[0]?.failure;
  for (const [input, output] of await plan(found.files, second?.files ?? [], destination)) {
    const there = !options.force && (await exists(output));
    const failure = missing ?? (there ? toFailure(taken(output)) : undefined);
    if (failure === undefined) todo.set(input, output);
    else results.push(failed(input.path, failure, known));
  }
  // Nobody is asked for a passphrase when there is nothing to use it for.
  if (todo.size > 0) {
    results.push(...(await encryptAll(todo, second?.files[0], options, known)));
  }
  report(results, "encrypted", options.json === true);
}

function requireLossy(cipher: string, lossless: boolean, payload: Payload | undefined): void {
  if (lossless) {
    throw new NeuroveilError(
      "usage",
      `expected --lossy with a lossy cipher, got ${cipher}, which loses nothing; leave it out`,
    );
  }
  if (payload === "file") {
    throw new NeuroveilError(
      "usage",
      "expected --lossy for pixels, got --payload file; a file is useless unless exact",
    );
  }
}

async function encryptAll(
  planned: ReadonlyMap<Input, string>,
  other: Input | undefined,
  options: EncryptOptions,
  known: Known,
): Promise<Result[]> {
  const key = await contentKey(options);
  const { createEngine } = await import("../batch/engine.ts");
  const engine = await createEngine(planned.size);
  const batch = { label: "encrypting", json: options.json === true, width: engine.width, known };
  let jpegs = 0;
  const work = async (input: Input, _: number, onProgress: OnProgress): Promise<Done> => {
    const bytes = await readInput(input.path);
    const second = other && (await readSecond(other));
    const size = bytes.length + (second?.bytes.length ?? 0);
    const job = {
      bytes,
      name: sealedName(input.path),
      ...modifiedOf(input),
      contentKey: key,
      cipher: options.cipher,
      protection: options.protection,
      ...(second && { second }),
      ...(options.payload && { payload: options.payload }),
      ...(options.nonce && { nonce: options.nonce }),
      ...(options.lossy && { lossy: options.lossy }),
    };
    const path = planned.get(input)!;
    const within = [input, other].flatMap((from) => from?.permissions ?? []);
    const output = new OutputFile(path, { force: options.force === true, within });
    let sealed: Sealed;
    try {
      sealed = await engine.seal(job, output, onProgress);
      await output.commit();
    } finally {
      await output.discard();
    }
    if (sealed.pixelsOfJpeg) jpegs += 1;
    const { fallback, notKept, length } = sealed;
    return {
      output: path,
      ...known,
      payload: sealed.payload,
      ...(fallback !== undefined && { fallback }),
      ...(notKept.length > 0 && { notKept }),
      sizes: [size, length],
      notes: [
        ...(fallback ? [`${fallback}, so its bytes are encrypted as a file (--payload file)`] : []),
        ...(notKept.length > 0 ? [missing(notKept)] : []),
      ],
    };
  };
  try {
    const results = await runBatch([...planned.keys()], batch, work);
    // A call that fails altogether has one line to say, and nothing to warn of.
    if (results.some(succeeded)) for (const line of await warnings(options)) say(line);
    if (jpegs > 0 && [...planned.keys()].some(({ found }) => found)) say(returnAsPng(jpegs));
    return results;
  } finally {
    await engine.close();
  }
}

/** How many things a line names; the JSON document has them all. */
const mostNamed = 6;

function missing(notKept: readonly string[]): string {
  const named = notKept.slice(0, mostNamed).join("; ");
  const more = notKept.length - mostNamed;
  const rest = more > 0 ? ` and ${more} more` : "";
  return `does not come back: ${named}${rest} (--payload file keeps everything)`;
}

function returnAsPng(jpegs: number): string {
  const subject = jpegs === 1 ? "1 JPEG" : `${jpegs} JPEGs`;
  return `${subject} will come back as PNG with the same pixels (CMYK as TIFF); --payload file keeps files as they are`;
}

async function readSecond(input: Input): Promise<SecondInput> {
  const { path } = input;
  return { bytes: await readInput(path), name: sealedName(path), ...modifiedOf(input) };
}

function modifiedOf({ modified }: Input): Pick<Input, "modified"> {
  return modified === undefined ? {} : { modified };
}

/** Gives every input its output; an input that would be replaced is refused before any work. */
async function plan(
  inputs: readonly Input[],
  seconds: readonly Input[],
  destination: Destination,
): Promise<Map<Input, string>> {
  const claims = await Claims.for([...inputs, ...seconds], "usage");
  const planned = new Map<Input, string>();
  for (const input of inputs) {
    const [output] = await claims.claim([outputPath(destination, input, cipherName)]);
    planned.set(input, output!);
  }
  return planned;
}

const protectionWarnings: Readonly<Record<Protection, string | undefined>> = {
  sealed: undefined,
  authenticated:
    "authenticated: changes are refused, but the secrecy of the pixels is the network's alone",
  bare: "bare: the secrecy of the pixels is the network's alone, and changes show in the key vector at best; for research only",
};

async function warnings({ cipher, protection, lossy }: EncryptOptions): Promise<string[]> {
  const approximate = lossy
    ? ["lossy: what is decrypted will be near to the image, not the image; keep the original"]
    : [];
  const warning = protectionWarnings[protection];
  if (warning === undefined) return approximate;
  const { cipherById } = await import("neuroveil/ciphers");
  const weak =
    cipherById(cipher).status === "known-weak"
      ? [`${cipher}: known to be weak, so the pixels are not secret; for research only`]
      : [];
  return [...approximate, warning, ...weak];
}

/** For a flag that names one thing: commander would take the last of several without a word. */
function only(value: string, previous: string | undefined): string {
  if (previous === undefined) return value;
  throw new InvalidArgumentError("Give it once.");
}

function parseNonce(value: string): Uint8Array {
  const nonce = bytesFromHex(value, 16);
  if (nonce === undefined) throw new InvalidArgumentError("Give 32 hex digits.");
  return nonce;
}
