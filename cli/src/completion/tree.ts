import type { Command, Option } from "commander";

/** A flag as a shell completes it. */
export interface Flag {
  /** With its dashes, the short one first where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** What may follow: one of these, anything (a file as a rule), or nothing. */
  readonly value: readonly string[] | "any" | "none";
}

/** A verb as a shell completes it. */
export interface Verb {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  /** What its operands can be; empty: files. */
  readonly operands: readonly string[];
}

/** The verbs of a command line with their flags, those that help hides left out. */
export function completionTree(root: Command): readonly Verb[] {
  const names = root.commands.map((command) => command.name());
  return root
    .createHelp()
    .visibleCommands(root)
    .map((command) => ({
      name: command.name(),
      description: command.description(),
      flags: command.createHelp().visibleOptions(command).map(flag),
      operands:
        command.name() === "help" ? names : (command.registeredArguments[0]?.argChoices ?? []),
    }));
}

function flag(option: Option): Flag {
  const { short, long, description, argChoices, required, optional } = option;
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    value: required || optional ? (argChoices ?? "any") : "none",
  };
}
