import { NeuroveilError } from "neuroveil/errors";
import type { Length, Recipe, Settings } from "./recipe.ts";

/**
 * The settings of a recipe with some of them changed.
 *
 * @throws {NeuroveilError} "usage" when the recipe has no such setting or the value is out of range
 */
export function settingsOf<Name extends string>(
  { id, ranges, lengths }: Recipe<Name>,
  length: Length,
  changes: Partial<Settings<NoInfer<Name>>> = {},
): Settings<Name> & Settings {
  for (const [name, value] of Object.entries<number>(changes as Settings<string>)) {
    const range = Object.hasOwn(ranges, name) ? ranges[name as Name] : undefined;
    if (range === undefined) {
      throw new NeuroveilError("usage", {
        expected: `a setting of ${id} (${Object.keys(ranges).join(", ")})`,
        got: name,
        todo: "choose one of them",
      });
    }
    const { low, high, whole } = range;
    if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
      throw new NeuroveilError("usage", {
        expected: `${name} to be a ${whole ? "whole " : ""}number from ${low} to ${high}`,
        got: value,
        todo: "change it",
      });
    }
  }
  return { ...lengths[length], ...changes };
}
