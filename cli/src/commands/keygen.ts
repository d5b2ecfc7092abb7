import { ownerOnly, writeOutput } from "@neuroveil/files";
import { Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { print, say } from "../terminal/streams.ts";

interface KeygenOptions {
  readonly output?: string;
  readonly postQuantum?: true;
  readonly passphrase?: true;
}

/** `keygen`: a new identity and its recipient. */
export function keygen(): Command {
  return new Command("keygen")
    .description("Make a key pair: an identity file to keep, a recipient to give away.")
    .option("-o, --output <file>", "write the identity there (mode 0600) and print the recipient")
    .option("--post-quantum", "ML-KEM-768 with X25519 (age 1.3 or later; a long recipient)")
    .option("--passphrase", "make a passphrase of ten words instead")
    .addHelpText(
      "after",
      `
The identity decrypts: keep it secret, and keep a copy. The recipient (age1…)
encrypts: give it to everybody who may send you images. The file works with the
age program, too. To protect it with a passphrase: age -p -o locked.txt key.txt.
--passphrase prints ten random words (110 bits) for encrypt --passphrase.

Examples:
  $ neuroveil keygen --output key.txt
  $ neuroveil keygen > key.txt
  $ neuroveil keygen --passphrase`,
    )
    .action(run);
}

async function run(options: KeygenOptions): Promise<void> {
  if (options.passphrase) await makeWords(options);
  else await makePair(options);
}

async function makeWords({ output, postQuantum }: KeygenOptions): Promise<void> {
  if (output !== undefined || postQuantum) {
    throw new NeuroveilError("usage", {
      expected: "--passphrase alone",
      got: "flags of a key pair",
      todo: "leave them out",
    });
  }
  const { makePassphrase } = await import("../keys/passphrase-words.ts");
  print(await makePassphrase());
}

async function makePair(options: KeygenOptions): Promise<void> {
  const { generateIdentity } = await import("neuroveil/keys");
  const { identity, recipient } = await generateIdentity({
    postQuantum: options.postQuantum === true,
  });
  const created = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const file = `# created: ${created}\n# public key: ${recipient}\n${identity}\n`;
  if (options.output === undefined) {
    print(file.trimEnd());
    say(`recipient: ${recipient}`);
    return;
  }
  // Never forced: overwriting an identity loses every image that was encrypted for it.
  await writeOutput(options.output, new TextEncoder().encode(file), {
    force: false,
    otherwise: "choose another name: without its identity nobody opens what was encrypted for it",
    within: [ownerOnly],
  });
  print(recipient);
}
