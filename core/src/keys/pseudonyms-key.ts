import { deriveSubkeys } from "./subkeys.ts";

/** The key of what stands in place of identifiers in all DICOM files of a content key. */
export async function pseudonymsKey(contentKey: Uint8Array): Promise<CryptoKey> {
  const noNonce = new Uint8Array(0);
  return await (await deriveSubkeys(contentKey, noNonce, "dicom")).mac("pseudonyms");
}
