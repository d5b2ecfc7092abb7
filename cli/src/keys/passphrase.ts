import { printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { say } from "../terminal/streams.ts";
import { makePassphrase } from "./passphrase-words.ts";

/** The passphrase that an image is decrypted with. */
export function readPassphrase(): Promise<string> {
  return fromUser("NEUROVEIL_PASSPHRASE", "Passphrase");
}

/** The passphrase that protects an identity file; never the one of images, which is another secret. */
export function readIdentityPassphrase(path: string): Promise<string> {
  return fromUser("NEUROVEIL_IDENTITY_PASSPHRASE", `Passphrase of ${printable(path)}`);
}

/**
 * A passphrase to encrypt with; asked for twice, because a slip of the finger would lose the image. An
 * empty answer stands for one of ten random words, as in age, and shows it.
 */
export async function readNewPassphrase(): Promise<string> {
  const variable = "NEUROVEIL_PASSPHRASE";
  const given = fromEnvironment(variable);
  if (given !== undefined) {
    await warnIfWeak(given);
    return given;
  }
  requireTerminal(variable);
  const first = await ask("Passphrase (leave empty to have one made)");
  if (first === "") {
    const made = await makePassphrase();
    say(`using the passphrase "${made}"; keep it, nothing else opens the result`);
    return made;
  }
  if ((await ask("The same again")) !== first) {
    throw new NeuroveilError("key", {
      expected: "the same passphrase twice",
      got: "two",
      todo: "try again",
    });
  }
  await warnIfWeak(first);
  return first;
}

async function warnIfWeak(passphrase: string): Promise<void> {
  const { weakness } = await import("./passphrase-strength.ts");
  const weak = weakness(passphrase);
  if (weak === undefined) return;
  say(
    `the passphrase is weak: ${weak}; \`neuroveil keygen --passphrase\` makes one that nobody guesses`,
  );
}

async function fromUser(variable: string, question: string): Promise<string> {
  const given = fromEnvironment(variable);
  if (given !== undefined) return given;
  requireTerminal(variable);
  const answer = await ask(question);
  if (answer !== "") return answer;
  throw new NeuroveilError("key", {
    expected: "a passphrase",
    got: "an empty one",
    todo: "type the one that was chosen",
  });
}

function fromEnvironment(variable: string): string | undefined {
  const given = process.env[variable];
  if (given !== "") return given;
  throw new NeuroveilError("key", {
    expected: `a passphrase in ${variable}`,
    got: "an empty one",
    todo: "set it",
  });
}

function requireTerminal(variable: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new NeuroveilError("key", {
    expected: "a terminal to ask for the passphrase on",
    got: "none",
    todo: `set ${variable} instead`,
  });
}

async function ask(message: string): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  try {
    // On standard error: standard output may be piped, and holds results only.
    return await password({ message, toggleMask: false }, { output: process.stderr });
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") {
      throw new NeuroveilError("aborted", {
        expected: "a passphrase",
        got: "an interrupt",
        todo: "nothing was done",
      });
    }
    throw error;
  }
}
