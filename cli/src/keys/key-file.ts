import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { printable } from "../terminal/printable.ts";

/**
 * The content key in a key file: 64 hex digits, as `age -d` prints them for what `inspect --age`
 * writes.
 * @throws {NeuroveilError} "input" when it cannot be read, "key" when it holds something else
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const { parseKeyFile } = await import("neuroveil/keys");
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return parseKeyFile(text);
  } catch (cause) {
    throw new NeuroveilError(
      "key",
      `expected 64 hex digits in the key file ${printable(path)}, got something else; \`neuroveil inspect --age\` and \`age -d\` make one`,
      { cause },
    );
  }
}
