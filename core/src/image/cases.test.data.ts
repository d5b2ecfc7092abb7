import { readFileSync } from "node:fs";

/** A small file of cases/, whose README says what is special about it. */
export function caseFile(name: string): Uint8Array {
  // Of the sources, also where this was compiled.
  return new Uint8Array(readFileSync(new URL(`../../src/image/cases/${name}`, import.meta.url)));
}
