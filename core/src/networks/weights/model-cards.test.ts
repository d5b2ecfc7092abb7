import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cipherById } from "../../ciphers/index.ts";

const folder = new URL("../../../weights/", import.meta.url);
/** Weights from a documented seed, which no training has made. */
const untrained = new Set(["hybrid", "cnn-only", "hybrid-first", "cnn-only-first"]);
const trained = readdirSync(folder)
  .filter((name) => name.endsWith(".safetensors"))
  .map((name) => name.replace(/\.safetensors$/, ""))
  .filter((id) => !untrained.has(id));

test.each(trained)("%s: its card tells of the weights that its cipher uses", (id) => {
  const weights = readFileSync(new URL(`${id}.safetensors`, folder));
  const card = JSON.parse(readFileSync(new URL(`${id}.card.json`, folder), "utf8")) as {
    readonly settings: Readonly<Record<string, number>>;
  };
  const sha256 = createHash("sha256").update(weights).digest("hex");
  expect(cipherById(id).weights).toBe(sha256);
  expect(card).toMatchObject({ recipe: id, sha256, bytes: weights.length });
  // The name of a data set, not where it once lay on somebody's disk.
  expect(card).toHaveProperty("data.name", expect.not.stringMatching(/[/\\]/));
  const { parameters } = cipherById(id);
  const told = Object.keys(card.settings).filter((name) => typeof parameters[name] === "number");
  for (const name of told) expect(parameters[name], name).toBe(card.settings[name]);
  expect(weights.length).toBeLessThan(1_000_000);
});
