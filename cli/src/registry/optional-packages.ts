import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Command } from "commander";
import { NeuroveilError } from "neuroveil/errors";

/** Packages that encrypting does without, and what is in them. */
const contents = {
  "@neuroveil/lab": "the laboratory",
  "@neuroveil/queue": "the queue of many machines",
  "@neuroveil/train": "the recipes of training",
  "@neuroveil/bench": "the benchmarks",
} as const;

export type OptionalPackage = keyof typeof contents;

/** Whether a package can be imported from here. */
export function isInstalled(name: OptionalPackage): boolean {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return folders.some((folder) => existsSync(join(folder, name, "package.json")));
}

/**
 * For `command.hook("preAction", …)` of a verb that cannot do without a package: refuses the call where
 * it is missing, before anything is read.
 */
export function needs(name: OptionalPackage): (command: Command) => void {
  return (command) => {
    if (!isInstalled(name)) throw missing(name, command.name());
  };
}

/** The refusal of a verb that cannot do without a package. */
export function missing(name: OptionalPackage, verb: string): NeuroveilError {
  return new NeuroveilError("unsupported", {
    expected: `${contents[name]} for \`${verb}\``,
    got: `no package ${name}`,
    todo: `npm install ${name}`,
  });
}
