import { Option, type Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";

/**
 * Makes flags known that the documents name and that this version does not have yet, so that they are
 * refused by name and not as a typing error.
 */
export function addLaterFlags(command: Command, later: readonly string[]): Command {
  for (const flags of later) {
    const option = new Option(flags).hideHelp();
    const refuse = (): never => {
      throw new NeuroveilError("usage", {
        expected: "a flag of this version",
        got: `${option.long}, which is not built yet`,
        todo: "leave it out",
      });
    };
    command.addOption(option);
    command.on(`option:${option.name()}`, refuse);
  }
  return command;
}
