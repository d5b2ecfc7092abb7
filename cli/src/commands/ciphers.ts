import { Command } from "commander";
import { print, printJson } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";

/** `ciphers`: the registry. */
export function ciphers(): Command {
  return new Command("ciphers")
    .description("List the ciphers, their status and the size of their keys.")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Status: "cipher" is meant to be used, "baseline" is there to compare with, "known-weak" falls to an
attack that we can show. A native key is all that a cipher's own parameters take up; its key space can
be smaller. --json adds where each comes from (source), its parameters and its key space.

Examples:
  $ neuroveil ciphers
  $ neuroveil ciphers --json`,
    )
    .action(run);
}

async function run(options: { readonly json?: true }): Promise<void> {
  const { ciphers } = await import("neuroveil/ciphers");
  if (options.json) {
    printJson({
      ciphers: ciphers.map((c) => ({
        id: c.id,
        family: c.family,
        status: c.status,
        lossless: c.lossless,
        source: c.source,
        parameters: c.parameters,
        nativeKey: c.nativeKey,
        keySpace: c.keySpace,
        keyVectorBytes: c.keyVectorBytes,
        weights: c.weights,
      })),
    });
    return;
  }
  const rows = ciphers.map((c) => [
    c.id,
    c.family,
    c.status,
    c.lossless ? "yes" : "no",
    `${c.nativeKey.bytes * 8} bits`,
  ]);
  print(table(["id", "family", "status", "lossless", "native key"], rows));
  print("\nWhere each comes from, its parameters and its key space: neuroveil ciphers --json");
}
