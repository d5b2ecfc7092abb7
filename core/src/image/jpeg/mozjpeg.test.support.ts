import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

type Factory = (options: object) => Promise<unknown>;

/** The browser's decoder for Node: in a page it fetches its module, here it is read from the package. */
export async function withModule(
  importOriginal: () => Promise<unknown>,
): Promise<{ default: Factory }> {
  const { default: create } = (await importOriginal()) as { default: Factory };
  const path = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
  const wasmBinary = await readFile(path);
  return { default: (options: object) => create({ ...options, wasmBinary }) };
}
