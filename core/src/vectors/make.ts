import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { invalidVectors } from "./invalid.ts";
import { loadTestKeys } from "./test-keys.ts";
import { validVectors } from "./valid.ts";
import type { Vector } from "./vector.ts";
import { Workshop } from "./workshop.ts";

/** vectors/ of the repository, from core/src/vectors and core/dist/vectors alike. */
export const vectorsFolder: string = fileURLToPath(new URL("../../../vectors/", import.meta.url));

/** Every vector by the path of its file in vectors/; the same whenever it is made. */
export async function makeVectors(folder: string): Promise<Map<string, string>> {
  const shop = new Workshop(await loadTestKeys(join(folder, "keys.json")));
  const files = new Map<string, string>();
  const add = (kind: string, vectors: readonly Vector[]): void => {
    for (const vector of vectors) {
      files.set(`${kind}/${vector.name}.json`, `${JSON.stringify(vector, undefined, 2)}\n`);
    }
  };
  add("valid", await validVectors(shop));
  add("invalid", await invalidVectors(shop));
  return files;
}

/** Writes vectors/ anew. */
export async function writeVectors(folder: string = vectorsFolder): Promise<number> {
  const files = await makeVectors(folder);
  for (const kind of ["valid", "invalid"]) {
    rmSync(join(folder, kind), { recursive: true, force: true });
    mkdirSync(join(folder, kind), { recursive: true });
  }
  for (const [path, text] of files) writeFileSync(join(folder, path), text);
  return files.size;
}
