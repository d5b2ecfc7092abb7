import { NeuroveilError } from "neuroveil/errors";

const variable = "NEUROVEIL_PASSPHRASE";

/**
 * The passphrase from the environment, or from the terminal without echo.
 * @param twice ask again and compare: a slip of the finger while encrypting would lose the image
 */
export async function readPassphrase(twice: boolean): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) {
    if (given === "") {
      throw new NeuroveilError(
        "key",
        `expected a passphrase in ${variable}, got an empty one; set it`,
      );
    }
    return given;
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new NeuroveilError(
      "key",
      `expected a terminal to ask for the passphrase on, got none; set ${variable} instead`,
    );
  }
  const first = await ask("Passphrase");
  if (first === "") {
    throw new NeuroveilError(
      "key",
      "expected a passphrase, got an empty one; type at least one word",
    );
  }
  if (twice && (await ask("The same again")) !== first) {
    throw new NeuroveilError("key", "expected the same passphrase twice, got two; try again");
  }
  return first;
}

async function ask(message: string): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  try {
    // On standard error: standard output may be piped, and holds results only.
    return await password({ message, toggleMask: false }, { output: process.stderr });
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") {
      throw new NeuroveilError(
        "aborted",
        "expected a passphrase, got an interrupt; nothing was done",
      );
    }
    throw error;
  }
}
