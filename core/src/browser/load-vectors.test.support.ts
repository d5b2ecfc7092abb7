import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Vector } from "../vectors/vector.ts";

const folder = fileURLToPath(new URL("../../../vectors/", import.meta.url));

/** All known answers, or all files that must be refused. */
export async function loadVectors(kind: "valid" | "invalid"): Promise<Vector[]> {
  const files = await readdir(`${folder}${kind}`);
  const texts = await Promise.all(
    files.map((file) => readFile(`${folder}${kind}/${file}`, "utf8")),
  );
  return texts.map((text) => JSON.parse(text) as Vector);
}
