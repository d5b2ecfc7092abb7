import { Argument, Command } from "commander";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { completionTree, type Verb } from "../completion/tree.ts";
import { zshScript } from "../completion/zsh.ts";
import { print } from "../terminal/streams.ts";

const scripts: Readonly<Record<string, (verbs: readonly Verb[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `completion`: what makes a shell complete this command line, from its own tree of verbs and flags. */
export function completion(): Command {
  return new Command("completion")
    .description("Print a script that completes verbs, flags and files in a shell.")
    .addArgument(new Argument("<shell>", "whose script").choices(Object.keys(scripts)))
    .addHelpText(
      "after",
      `
Examples:
  $ echo 'eval "$(neuroveil completion bash)"' >> ~/.bashrc
  $ neuroveil completion zsh > ~/.zfunc/_neuroveil    (a folder of fpath)
  $ neuroveil completion fish > ~/.config/fish/completions/neuroveil.fish`,
    )
    .action((shell: string, _options: unknown, command: Command) => {
      print(scripts[shell]!(completionTree(command.parent!)).trimEnd());
    });
}
