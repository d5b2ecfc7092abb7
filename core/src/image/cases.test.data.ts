import { readFileSync } from "node:fs";

/** A small file of cases/, whose README says what is special about it. */
export function caseFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`cases/${name}`, import.meta.url)));
}
