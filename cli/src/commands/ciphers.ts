import { Command } from "commander";
import type { Cipher } from "neuroveil/ciphers";
import { coloured } from "../terminal/colour.ts";
import { print, printJson } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";

interface CiphersOptions {
  readonly json?: true;
}

/** `ciphers`: the registry. */
export function ciphers(): Command {
  return new Command("ciphers")
    .description("List all ciphers, or explain some of them.")
    .argument("[id...]", "ciphers to explain")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Status: "cipher" is meant to be used, "baseline" is there to compare with,
"known-weak" falls to an attack that we can show. Baselines and controls are for
\`analyze\` and \`compare\`; \`encrypt\` takes the others. A native key is all that a
cipher's own parameters take up; its key space can be smaller.

With an id: what it is and where it comes from, what was tried against it and
with what outcome, its key and key space, its parameters.

Examples:
  $ neuroveil ciphers
  $ neuroveil ciphers hybrid
  $ neuroveil ciphers --json`,
    )
    .action(run);
}

async function run(ids: readonly string[], options: CiphersOptions): Promise<void> {
  const { isLaboratory, knownCipher, knownCiphers } = await import("../registry/known-ciphers.ts");
  const { cipherDocument, cipherText } = await import("../registry/cipher-text.ts");
  const chosen = ids.length === 0 ? knownCiphers : ids.map((id) => knownCipher(id));
  if (options.json) {
    printJson({ ciphers: chosen.map(cipherDocument) });
  } else if (ids.length > 0) {
    print(chosen.map(cipherText).join("\n\n"));
  } else {
    const rows = (list: readonly Cipher[]): string => table(head, list.map(row), paint);
    print(rows(chosen.filter((cipher) => !isLaboratory(cipher))));
    const compared = chosen.filter(isLaboratory);
    if (compared.length > 0) {
      print("\nTo compare with, in `analyze` and `compare` only:\n");
      print(rows(compared));
    } else {
      print("\nBaselines and controls to compare with: npm install @neuroveil/lab");
    }
    print("\n`neuroveil ciphers ID` explains one.");
  }
}

const head = ["id", "family", "status", "lossless", "native key"];

function row({ id, family, status, lossless, nativeKey }: Cipher): string[] {
  // A public nonce at the native key's end is no key.
  const bits = 8 * (nativeKey.bytes - (nativeKey.nonceBytes ?? 0));
  return [id, family, status, lossless ? "yes" : "no", `${bits} bits`];
}

function paint(cell: string): string {
  return cell.trim() === "known-weak" ? coloured(cell, "bad") : cell;
}
