import { Command, CommanderError } from "commander";
import { verbs } from "./commands/index.ts";
import { refusePassphraseArguments, withoutValues } from "./keys/secret-arguments.ts";
import { say } from "./terminal/streams.ts";
import { textWidth } from "./terminal/wrap.ts";
import { version } from "./version.ts";

/**
 * The whole command line; nothing heavy is loaded before a verb runs.
 * @param args what it is going to parse
 */
export function program(args: readonly string[] = []): Command {
  const root = new Command("neuroveil")
    .description(
      "Neural image encryption: a photograph becomes a PNG of noise of the same size\nand comes back bit for bit.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [verb]", "show help for a verb")
    .showSuggestionAfterError()
    .exitOverride(({ exitCode, code, message }) => {
      throw new CommanderError(exitCode, code, withoutValues(message));
    })
    .configureOutput({
      outputError: (text) => usageError(text, args[0]),
      // One width, whatever the terminal's: the texts are written for it.
      getOutHelpWidth: () => textWidth,
      getErrHelpWidth: () => textWidth,
    })
    .hook("preAction", (_, command) => {
      if (command.opts()["passphrase"] === true) refusePassphraseArguments(command.args);
    })
    .addHelpText(
      "after",
      `
Start here:
  $ neuroveil keygen --output key.txt      make a key; prints its recipient
  $ neuroveil encrypt photo.jpg -r age1…   writes photo.jpg.veil.png
  $ neuroveil decrypt photo.jpg.veil.png -i key.txt

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 141 nobody reads on.
NEUROVEIL_PASSPHRASE holds the passphrase of images,
NEUROVEIL_IDENTITY_PASSPHRASE that of a protected identity file.
NEUROVEIL_DEBUG=1 shows stack traces.`,
    );
  for (const verb of verbs) {
    const command = verb();
    root.addCommand(command.copyInheritedSettings(root));
  }
  return root;
}

/** Commander's complaint as our one line; the hint says where to read on. */
function usageError(text: string, called: string | undefined): void {
  const line = withoutValues(text.trimEnd())
    .replace(/^error: /, "")
    .trim()
    .replaceAll(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  const verb = verbs.map((v) => v().name()).find((name) => called === name);
  const help = verb === undefined ? "neuroveil --help" : `neuroveil ${verb} --help`;
  say(`${line}; see \`${help}\``);
}
