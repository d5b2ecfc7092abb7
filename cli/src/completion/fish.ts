import type { Flag, Verb } from "./tree.ts";

/** For fish 3 and later. */
export function fishScript(verbs: readonly Verb[]): string {
  const lines = verbs.flatMap(({ name, description, flags, operands }) => [
    `complete -c neuroveil -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ...flags.map((flag) => line(name, `${flagWords(flag)} -d ${quoted(flag.description)}`)),
    ...(operands.length === 0 ? [] : [line(name, `-f -a ${quoted(operands.join(" "))}`)]),
  ]);
  return `# fish completion of neuroveil\n${lines.join("\n")}\n`;
}

function line(verb: string, what: string): string {
  return `complete -c neuroveil -n '__fish_seen_subcommand_from ${verb}' ${what}`;
}

function flagWords({ names, value }: Flag): string {
  const words = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  if (value === "any") words.push("-r");
  else if (value !== "none") words.push(`-x -a ${quoted(value.join(" "))}`);
  return words.join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll(/\s+/g, " ")}'`;
}
