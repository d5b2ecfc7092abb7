import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Oxide } from "./oxide.ts";

/** Its own loader fetches the module, and Node's fetch knows no files. */
export async function loadOxide(): Promise<Oxide> {
  const oxide = await import("jxl-oxide-wasm");
  const folder = dirname(createRequire(import.meta.url).resolve("jxl-oxide-wasm/package.json"));
  oxide.initSync({ module: await readFile(join(folder, "jxl_oxide_wasm_bg.wasm")) });
  return oxide;
}
