import {
  parse,
  type ClassDeclaration,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type FunctionDeclaration,
  type Program,
} from "acorn";
import { NeuroveilError } from "neuroveil/errors";

const mostCharacters = 1_000_000;

/** A piece of text that is left out, and what stands in its place. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A module as the body of an async function that puts what the module exports into `exported`, line by line where
 * it was: a frame of opaque origin starts no module workers in Chromium.
 * @throws NeuroveilError "input" for what is no JavaScript module, and for one that imports others
 */
export function asScript(text: string): string {
  if (text.length > mostCharacters) {
    const [most, got] = [mostCharacters, text.length].map((n) => n.toLocaleString("en"));
    throw refused(`a module of at most ${most} characters`, got!);
  }
  const changes: Change[] = [];
  const last: string[] = [];
  const isExported = (name: string, local: string): void => {
    last.push(`exported[${JSON.stringify(name)}] = ${local};`);
  };
  for (const node of parsed(text, "module").body) {
    if (node.type === "ExportDefaultDeclaration") {
      const { declaration } = node;
      const name = isDeclaration(declaration) ? declaration.id?.name : undefined;
      if (name !== undefined) isExported("default", name);
      const { start: end } = declaration;
      changes.push({
        start: node.start,
        end,
        text: name === undefined ? "exported.default = " : "",
      });
      changes.push({ start: node.end, end: node.end, text: ";" });
    } else if (node.type === "ExportNamedDeclaration" && node.source == null) {
      for (const [name, local] of namesOf(node)) isExported(name, local);
      const end = node.declaration?.start ?? node.end;
      changes.push({ start: node.start, end, text: "" });
    } else if ("source" in node && node.source != null) {
      throw refused(
        "a module that stands alone",
        `an import of ${JSON.stringify(node.source.value)} in line ${node.loc!.start.line}`,
        "put what it needs into it; it has no network",
      );
    }
  }
  const script = `"use strict"; ${changed(text, changes)}\n${last.join(" ")}`;
  // What only modules have, such as import.meta, is found here.
  parsed(`async () => { ${script} }`, "script");
  return script;
}

type Default = ExportDefaultDeclaration["declaration"];

function isDeclaration(node: Default): node is FunctionDeclaration | ClassDeclaration {
  return node.type === "FunctionDeclaration" || node.type === "ClassDeclaration";
}

function namesOf({ declaration, specifiers }: ExportNamedDeclaration): readonly [string, string][] {
  if (declaration == null) {
    return specifiers.map(({ exported, local }) => [nameOf(exported), nameOf(local)]);
  }
  const ids =
    declaration.type === "VariableDeclaration"
      ? declaration.declarations.map(({ id }) => id)
      : [declaration.id];
  return ids.flatMap((id) => (id.type === "Identifier" ? [[id.name, id.name]] : []));
}

function nameOf(node: ExportNamedDeclaration["specifiers"][number]["local"]): string {
  return node.type === "Identifier" ? node.name : String(node.value);
}

/** What is left out keeps its line ends, so that errors tell lines of the module. */
function changed(text: string, changes: readonly Change[]): string {
  let at = 0;
  let made = "";
  for (const { start, end, text: instead } of changes) {
    made += text.slice(at, start) + instead + text.slice(start, end).replace(/[^\n]/g, "");
    at = end;
  }
  return made + text.slice(at);
}

function parsed(text: string, sourceType: "module" | "script"): Program {
  const options = { ecmaVersion: "latest", locations: true, preserveParens: true } as const;
  try {
    return parse(text, { ...options, sourceType });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & {
      readonly loc: { readonly line: number; readonly column: number };
    };
    // "Unexpected token (3:7)", columns from 0.
    const what = error.message.replace(/ \(\d+:\d+\)$/, "");
    const got = `"${what}" in line ${loc.line}, column ${loc.column + 1}`;
    throw refused("a JavaScript module", got, "mend it");
  }
}

function refused(expected: string, got: string, todo?: string): NeuroveilError {
  return new NeuroveilError("input", { of: "a cipher of one's own:", expected, got, todo });
}
