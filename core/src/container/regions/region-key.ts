import type { Subkeys } from "../../keys/subkeys.ts";

/** A region's own content key, which whoever has the image's can derive, and not the other way round. */
export function regionContentKey(subkeys: Subkeys, index: number): Promise<Uint8Array> {
  return subkeys.bytes(`region/${index}`, 32);
}
