import { NeuroveilError } from "../../errors.ts";
import type { ChunkContent } from "../header/chunk-content.ts";
import type { Header } from "../header/header.ts";
import { openBox, unpad } from "../box/sealed-box.ts";
import type { Unlocked } from "../header/unlock.ts";

/**
 * The header says whether there is an original, and regions.
 * @throws NeuroveilError "broken" when there is one that the header does not tell of, "tampered" when
 *   one that it promises was taken out
 */
export function checkPromised({ original, regions }: Header, content: ChunkContent): void {
  if (regions === undefined && content.regions !== undefined) {
    throw new NeuroveilError("broken", { expected: "no regions, as the header says", got: "some" });
  }
  const [promised, there] = [regions?.outlines.length, content.regions?.length];
  if (promised !== there) {
    throw new NeuroveilError("tampered", {
      expected: `the ${promised} regions that the header promises`,
      got: there ?? "none",
      todo: "get the file again from its sender",
    });
  }
  if (original === undefined && content.original !== undefined) {
    throw new NeuroveilError("broken", { expected: "no original, as the header says", got: "one" });
  }
  if (original === true && content.original === undefined) {
    throw new NeuroveilError("tampered", {
      expected: "the original that the header promises",
      got: "none",
      todo: "get the file again from its sender",
    });
  }
}

/**
 * Unseals the original, where there is one.
 * @throws NeuroveilError "tampered" when its tag does not match, "broken" when it is authentic and
 *   malformed
 */
export async function openOriginal(
  { original }: ChunkContent,
  { headerHash, subkeys }: Unlocked,
): Promise<Uint8Array | undefined> {
  if (original === undefined) return undefined;
  const what = "original";
  return unpad(await openBox(await subkeys.gcm(what), headerHash, original, what), what);
}
