import type { Flag, Verb } from "./tree.ts";

/** For a file `_neuroveil` in a folder of `fpath`, and to be sourced as well. */
export function zshScript(verbs: readonly Verb[]): string {
  const cases = verbs.map(({ name, flags, operands }) => {
    const specs = [...flags.map(spec), quoted(`*: :${action(operands)}`)];
    return `    ${name})\n      _arguments -s \\\n        ${specs.join(" \\\n        ")} ;;`;
  });
  const names = verbs.map((verb) => quoted(`${verb.name}:${verb.description}`));
  return `#compdef neuroveil
_neuroveil() {
  if (( CURRENT == 2 )); then
    local -a verbs=(
      ${names.join("\n      ")}
    )
    _describe verb verbs
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = _neuroveil ]; then
  _neuroveil "$@"
else
  compdef _neuroveil neuroveil
fi
`;
}

/** One flag for `_arguments`: its names, what it is, and what follows it. */
function spec({ names, description, value }: Flag): string {
  const text = `[${description.replaceAll(/[[\]\\]/g, String.raw`\$&`)}]`;
  const follows = value === "none" ? "" : `: :${action(value === "any" ? [] : value)}`;
  const each = names.map((name) => {
    const joined = value === "none" ? "" : name.startsWith("--") ? "=" : "+";
    return quoted(`*${name}${joined}${text}${follows}`);
  });
  return each.join(" \\\n        ");
}

function action(words: readonly string[]): string {
  return words.length === 0 ? "_files" : `(${words.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`).replaceAll(/\s+/g, " ")}'`;
}
