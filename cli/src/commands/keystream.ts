import { Command, InvalidArgumentError, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { parseKeyFlag } from "../keys/hex.ts";
import {
  loadOwnCipher,
  ownSource,
  takesOwnCipher,
  type OwnCipherOptions,
  type OwnSource,
} from "../own/own-cipher.ts";
import { isInstalled, missing } from "../registry/optional-packages.ts";
import { refuseTerminal, writeRaw } from "../terminal/streams.ts";

interface KeystreamOptions extends OwnCipherOptions {
  readonly key: Uint8Array;
  readonly bytes: number;
  readonly frozenFeatures?: true;
}

/** 1 GiB. */
const mostOwnBytes = 2 ** 30;

/** `keystream`: raw cipher output for external test batteries. */
export function keystream(): Command {
  const command = new Command("keystream")
    .description("Write a cipher's raw output for test batteries (dieharder, PractRand).")
    .argument("[id]", "a cipher of `neuroveil ciphers`")
    .addOption(
      new Option("--key <hex64>", "native key's source, 64 hex digits")
        .argParser(parseKeyFlag)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--bytes <n>", "how many bytes to write")
        .argParser(parseCount)
        .makeOptionMandatory(),
    )
    .option("--frozen-features", "the masks alone: without what the image contributes");
  return takesOwnCipher(command, "take")
    .addHelpText(
      "after",
      `
Prints what the cipher makes of zeros, tile after tile, through the code that
encrypts, under a native key that no image has. The key vector depends on the
whole image, so the first byte comes after a pass over all of them; with
--frozen-features it comes at once, and there may be any number of them. A
cipher of one's own encrypts all of the zeros in one call.

Examples:
  $ KEY=$(printf '00%.0s' {1..32})
  $ neuroveil keystream hybrid --key $KEY --bytes 1000000000 > keystream.bin
  $ dieharder -a -g 201 -f keystream.bin
  $ neuroveil keystream hybrid --key $KEY --bytes 1000000000000 \\
      --frozen-features | RNG_test stdin8
  $ neuroveil keystream --command 'python3 cipher.py' --key $KEY \\
      --bytes 12500000 | neuroveil nist -`,
    )
    .action(run);
}

async function run(id: string | undefined, options: KeystreamOptions): Promise<void> {
  refuseTerminal("> keystream.bin");
  const own = ownSource(options);
  if ((id === undefined) === (own === undefined))
    throw new NeuroveilError("usage", {
      expected: "the id of a cipher, or one's own by --module or --command",
      got: id === undefined ? "neither" : "both",
      todo: "`neuroveil ciphers` lists ids",
    });
  if (own !== undefined) await writeOwn(own, options);
  else await writeOurs(id!, options);
}

async function writeOwn(own: OwnSource, options: KeystreamOptions): Promise<void> {
  const { key, bytes, frozenFeatures } = options;
  if (frozenFeatures === true)
    throw new NeuroveilError("usage", {
      expected: "a cipher of ours for --frozen-features",
      got: "one's own",
      todo: "leave it out",
    });
  if (bytes > mostOwnBytes)
    throw new NeuroveilError("usage", {
      of: "--bytes",
      expected: `at most ${mostOwnBytes} of a cipher of one's own, which makes them in one call`,
      got: bytes,
      todo: "take several keys",
    });
  if (!isInstalled("@neuroveil/lab")) throw missing("@neuroveil/lab", "keystream");
  const cipher = await loadOwnCipher(own);
  const { rawOutput } = await import("@neuroveil/lab/analysis");
  await writeRaw(await rawOutput(cipher, key, bytes));
}

async function writeOurs(id: string, options: KeystreamOptions): Promise<void> {
  const { libraryCipher } = await import("../registry/library-cipher.ts");
  await libraryCipher(id);
  const { keystream } = await import("neuroveil/ciphers");
  const stream = keystream(id, options.key, options.bytes, {
    frozenFeatures: options.frozenFeatures === true,
  });
  for await (const bytes of stream) {
    if (!(await writeRaw(bytes))) break;
  }
}

function parseCount(value: string): number {
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= 1 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError("Give a whole number of bytes, at least 1.");
}
