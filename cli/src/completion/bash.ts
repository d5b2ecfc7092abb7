import type { Verb } from "./tree.ts";

/** For bash 3.2 and later; names of files are bash's own doing where there is nothing else. */
export function bashScript(verbs: readonly Verb[]): string {
  const chosen = verbs.flatMap(({ name, flags }) =>
    flags
      .filter(({ value }) => typeof value !== "string")
      .map(({ names, value }) => reply(names.map((each) => `${name}:${each}`).join("|"), value)),
  );
  const operands = verbs
    .filter((verb) => verb.operands.length > 0)
    .map((verb) => reply(verb.name, verb.operands));
  const flags = verbs.map((verb) =>
    reply(
      verb.name,
      verb.flags.flatMap(({ names }) => names),
    ),
  );
  return `# bash completion of neuroveil
_neuroveil() {
  local current=\${COMP_WORDS[COMP_CWORD]} verb=\${COMP_WORDS[1]}
  local before=\${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${verbs.map(({ name }) => name).join(" ")} --help --version"
  else
    case $verb:$before in
${chosen.join("\n")}
    *)
      case $current in
      -*)
        case $verb in
${flags.join("\n")}
        esac
        ;;
      *)
        case $verb in
${operands.join("\n")}
        esac
        ;;
      esac
      ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _neuroveil neuroveil
`;
}

function reply(pattern: string, words: readonly string[] | string): string {
  return `    ${pattern}) words="${typeof words === "string" ? words : words.join(" ")}" ;;`;
}
