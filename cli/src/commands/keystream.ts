import { Command, InvalidArgumentError, Option } from "commander";
import { parseKeyFlag } from "../keys/hex.ts";
import { refuseTerminal, writeRaw } from "../terminal/streams.ts";

interface KeystreamOptions {
  readonly key: Uint8Array;
  readonly bytes: number;
  readonly frozenFeatures?: true;
}

/** `keystream`: raw cipher output for external test batteries. */
export function keystream(): Command {
  return new Command("keystream")
    .description("Write a cipher's raw output for test batteries (dieharder, PractRand).")
    .argument("<id>", "a cipher of `neuroveil ciphers`")
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
    .option("--frozen-features", "the masks alone: without what the image contributes")
    .addHelpText(
      "after",
      `
Prints the bare cipher image of zeros at nonce zero, tile after tile, through
the code that encrypts. The key vector depends on the whole image, so the first
byte comes after a pass over all of them; with --frozen-features it comes at
once, and there may be any number of them.

Examples:
  $ KEY=$(printf '00%.0s' {1..32})
  $ neuroveil keystream hybrid --key $KEY --bytes 1000000000 > keystream.bin
  $ dieharder -a -g 201 -f keystream.bin
  $ neuroveil keystream hybrid --key $KEY --bytes 1000000000000 \\
      --frozen-features | RNG_test stdin8`,
    )
    .action(run);
}

async function run(id: string, options: KeystreamOptions): Promise<void> {
  refuseTerminal("> keystream.bin");
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
