import type { Oxide } from "./oxide.ts";

/** Fetches the module beside the script. */
export async function loadOxide(): Promise<Oxide> {
  const oxide = await import("jxl-oxide-wasm");
  await oxide.default();
  return oxide;
}
