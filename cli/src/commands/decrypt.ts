import { extname } from "node:path";
import { Command, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import {
  failed,
  report,
  runBatch,
  succeeded,
  type Done,
  type OnProgress,
  type Result,
} from "../batch/run-batch.ts";
import { Claims } from "../files/claims.ts";
import { findDestination, outputFolder, type Destination } from "../files/destination.ts";
import { pngSignature, startsWith } from "../files/file-start.ts";
import { findInputs, readInput, type Input } from "../files/inputs.ts";
import { hasCipherName } from "../files/names.ts";
import { writeOutputs } from "../files/outputs.ts";
import { tidyFolders } from "../files/tidy-folder.ts";
import {
  addUnlockOptions,
  keyRing,
  requireOneKey,
  type UnlockOptions,
} from "../keys/key-options.ts";
import { printable } from "../terminal/printable.ts";
import { say } from "../terminal/streams.ts";

interface DecryptOptions extends UnlockOptions {
  readonly output?: string;
  readonly protection?: "bare";
  readonly unverified?: true;
  readonly force?: true;
  readonly json?: true;
}

/** `decrypt`: cipher images back to what they were. */
export function decrypt(): Command {
  const command = new Command("decrypt")
    .description("Decrypt images; nothing is written unless everything verifies.")
    .argument("<image...>", "files, or folders with cipher images in them")
    .option("-o, --output <file|dir>", "the result's name, or a folder for all results");
  return addUnlockOptions(command)
    .addOption(
      new Option("--protection <kind>", "accept images without protection (research)").choices([
        "bare",
      ]),
    )
    .option("--unverified", "show what a wrong key or a damaged bare image gives (research)")
    .option("--force", "replace results that are already there")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Pixels come back as PNG under their own name (TIFF where PNG cannot hold them);
what was encrypted as a file comes back byte for byte. Each has its time of
change again. Where two results of a call would share a name on any system, the
second gets -2 at its end. An image that holds two (encrypt --with) gives both;
with --output FILE.png the second is FILE-2.png. Of an image that was encrypted
with --lossy, an approximation comes back, and a note says so.

Examples:
  $ neuroveil decrypt photo.jpg.veil.png -i key.txt
  $ neuroveil decrypt vault/ --output photos/ --passphrase`,
    )
    .action(run);
}

async function run(names: string[], options: DecryptOptions): Promise<void> {
  requireOneKey(options, "--identity key.txt, --passphrase or --key-file");
  if (options.unverified && options.protection !== "bare") {
    throw new NeuroveilError(
      "usage",
      "expected --unverified together with --protection bare, got it alone; other images are never shown unverified",
    );
  }
  const destination = await findDestination(options.output, names);
  const found = await findInputs(names, {
    // Whether a PNG is a cipher image is seen when it is read, and what became of one by its name.
    accept: (path) => hasCipherName(path) || startsWith(path, [pngSignature]),
    except: destination.kind === "folder" ? destination.path : undefined,
  });
  await tidyFolders(found.files.map((input) => outputFolder(destination, input)));
  const results = found.failures.map(({ path, failure }) => failed(path, failure, unknown));
  // Nobody is asked for a passphrase when there is nothing to use it for.
  if (found.files.length > 0)
    results.push(...(await decryptAll(found.files, destination, options)));
  if (results.length === 0) {
    throw new NeuroveilError(
      "input",
      `expected cipher images (made by \`neuroveil encrypt\`), got none in ${names.map(printable).join(", ")}; check the folder`,
    );
  }
  report(results, "decrypted", options.json === true);
}

/** Of a file that could not be decrypted, nothing else is told. */
const unknown = { cipher: null, protection: null };

async function decryptAll(
  files: readonly Input[],
  destination: Destination,
  options: DecryptOptions,
): Promise<Result[]> {
  const bare = options.protection === "bare";
  const unverified = options.unverified === true;
  const force = options.force === true;
  const keys = await keyRing(options);
  const { ageFile, isContainer } = await import("neuroveil/container");
  const { createEngine } = await import("../batch/engine.ts");
  const { restoredFiles } = await import("../batch/restored-files.ts");
  const engine = await createEngine(files.length);
  const claims = await Claims.for(files, "output");
  const json = options.json === true;
  const batch = { label: "decrypting", json, width: engine.width, known: unknown };
  const work = async (
    input: Input,
    index: number,
    onProgress: OnProgress,
  ): Promise<Done | undefined> => {
    const bytes = await readInput(input.path);
    const size = bytes.length;
    if (input.found && !hasCipherName(input.path) && !isContainer(bytes)) return undefined;
    const key = await keys.unwrap(ageFile(bytes));
    const restored = await engine.open(
      { bytes, key, keyKind: keys.kind, bare, unverified },
      onProgress,
    );
    const results = restoredFiles(restored, destination, input);
    const wanted = results.map(({ path }) => path);
    const paths = await claims.claimInTurn(index, wanted);
    await writeOutputs(
      results.map((result, i) => ({ ...result, path: paths[i]! })),
      { force, within: input.permissions ? [input.permissions] : [] },
    );
    const [output, secondOutput] = paths as [string, string?];
    const { cipher, protection, payload, warnings, extension, lossy } = restored;
    return {
      output,
      ...(secondOutput !== undefined && { secondOutput }),
      cipher,
      protection,
      payload,
      ...(lossy && { lossy }),
      sizes: [size, results.reduce((sum, { bytes }) => sum + bytes.length, 0)],
      notes: [...warnings, ...approximate(lossy), ...otherExtension(output, extension)],
    };
  };
  try {
    const results = await runBatch(files, batch, async (input, index, onProgress) => {
      // Whatever becomes of it, the files after this one must not wait for its name.
      return work(input, index, onProgress).finally(() => claims.pass(index));
    });
    if (unverified && results.some(succeeded)) {
      say("unverified: the result may be noise, or may have been tampered with");
    }
    return results;
  } finally {
    await engine.close();
  }
}

function approximate(lossy: true | undefined): string[] {
  return lossy ? ["an approximation: what the cipher lost was not kept"] : [];
}

/** A name that the user chose may promise another format than the samples needed. */
function otherExtension(output: string, extension: string | undefined): string[] {
  const named = extname(output)
    .toLowerCase()
    .replace(/^\.tif$/, ".tiff");
  if (extension === undefined || named === "" || named === `.${extension}`) return [];
  return [`${printable(output)} holds a ${extension.toUpperCase()}, whatever its name says`];
}
