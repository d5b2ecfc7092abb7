import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { openVectorInParts } from "../browser/open-vector-in-parts.test.support.ts";
import { openVector } from "../browser/open-vector.test.support.ts";
import { defaultCipher, hybridVariant, type Cipher } from "../ciphers/index.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { hybridWeights } from "../networks/generated/hybrid-weights.ts";
import { makeVectors, vectorsFolder } from "./make.ts";
import type { Vector } from "./vector.ts";

function load(kind: "valid" | "invalid"): Vector[] {
  const folder = join(vectorsFolder, kind);
  return readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Vector,
  );
}

const valid = load("valid");
const invalid = load("invalid");

test("there are vectors of both kinds, and every reason to refuse", () => {
  expect(valid.length).toBeGreaterThan(25);
  const reasons = new Set(invalid.map(({ expect }) => "error" in expect && expect.error));
  const all = ["broken", "input", "key", "limit", "tampered", "unsupported", "weights"];
  expect(reasons).toEqual(new Set(all));
});

test.each(valid)("valid: $name", async (vector) => {
  expect(await openVector(vector)).toEqual(vector.expect);
});

/** The TypeScript reference where the library takes the WASM kernel. */
let reference: Cipher;
beforeAll(async () => {
  reference = await hybridVariant({ id: defaultCipher, weights: decodeBase64(hybridWeights) });
});

const byHybrid = valid.filter(({ expect }) => "cipher" in expect && expect.cipher === "hybrid");
test.each(byHybrid)("valid in the reference: $name", async (vector) => {
  expect(await openVector(vector, [reference])).toEqual(vector.expect);
});

test.each(invalid)("invalid: $name ($description)", async (vector) => {
  expect(await openVector(vector)).toEqual(vector.expect);
});

describe("in parts", () => {
  const inParts: string[] = [];

  test.each([...valid, ...invalid])("$name", async (vector) => {
    const found = await openVectorInParts(vector);
    if (found === undefined) return;
    inParts.push(vector.name);
    expect(found).toEqual(vector.expect);
  });

  test("are most of those of ciphers on tiles", () => {
    const names = (vectors: readonly Vector[]): string[] =>
      vectors.map(({ name }) => name).filter((name) => inParts.includes(name));
    expect(names(valid).length).toBeGreaterThan(20);
    expect(names(invalid).length).toBeGreaterThan(70);
  });
});

describe("the files", () => {
  test("follow the schema", () => {
    const schema: unknown = JSON.parse(readFileSync(join(vectorsFolder, "schema.json"), "utf8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema as object);
    for (const vector of [...valid, ...invalid]) {
      expect(validate(vector), `${vector.name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  test("are what the library makes today (npm run vectors)", async () => {
    const made = await makeVectors(vectorsFolder);
    const committed = new Map<string, string>();
    for (const kind of ["valid", "invalid"]) {
      for (const file of readdirSync(join(vectorsFolder, kind))) {
        committed.set(`${kind}/${file}`, readFileSync(join(vectorsFolder, kind, file), "utf8"));
      }
    }
    expect(new Set(made.keys())).toEqual(new Set(committed.keys()));
    const differing = [...made].filter(([path, text]) => committed.get(path) !== text);
    expect(differing.map(([path]) => path)).toEqual([]);
  });
});
