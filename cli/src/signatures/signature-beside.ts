import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toFailure } from "@neuroveil/jobs";
import { standardStream } from "../files/standard-input.ts";
import { privateFolder } from "./private-folder.ts";
import { readSignature } from "./signature-file.ts";
import { signatureKey } from "./signature-key.ts";

/** What can be told of a signature by whoever trusts nobody yet. */
export interface SignatureBeside {
  /** Whether it was made over these very bytes; null where that could not be found out. */
  readonly fits: boolean | null;
  /** The fingerprint of the key that made it, "SHA256:…". */
  readonly key?: string;
  /** The same in words. */
  readonly text: string;
}

/**
 * Looks at the signature that lies beside a file, where one does.
 * @param bytes of the file
 */
export async function signatureBeside(
  path: string,
  bytes: Uint8Array,
): Promise<SignatureBeside | undefined> {
  if (path === standardStream) return undefined;
  try {
    const signature = await readSignature(path);
    if (signature === undefined) return undefined;
    const folder = await privateFolder();
    try {
      const file = join(folder.path, "signature");
      await writeFile(file, signature);
      const made = await signatureKey(file, bytes);
      if (typeof made === "string") return { fits: false, text: `beside, does not fit (${made})` };
      const { kind, fingerprint } = made;
      return {
        fits: true,
        key: fingerprint,
        text: `beside, fits, by ${kind} ${fingerprint}, whoever has it`,
      };
    } finally {
      folder.remove();
    }
  } catch (error) {
    return { fits: null, text: `beside, not looked at: ${toFailure(error).message}` };
  }
}
