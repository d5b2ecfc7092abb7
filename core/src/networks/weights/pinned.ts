import { NeuroveilError } from "../../errors.ts";
import { decodeBase64 } from "../../bytes/base64.ts";
import { sha256Hex } from "../../bytes/sha256.ts";

/**
 * A weight file that ships with the package.
 * @throws NeuroveilError "weights" when its SHA-256 is not the pinned one
 */
export async function pinnedFile(base64: string, sha256: string): Promise<Uint8Array> {
  const file = decodeBase64(base64);
  const hash = await sha256Hex(file);
  if (hash !== sha256) {
    throw new NeuroveilError("weights", {
      expected: `weights with SHA-256 ${sha256}`,
      got: hash,
      todo: "install the package again",
    });
  }
  return file;
}
