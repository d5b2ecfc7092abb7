import { foreignIdentifiers } from "../../image/dicom/deidentify/belongs.ts";
import { keyedPseudonyms } from "../../image/dicom/deidentify/pseudonyms.ts";
import { pseudonymsKey } from "../../keys/pseudonyms-key.ts";

/** A warning where the DICOM file around an original was not made of it; undefined where it was. */
export async function warningOfAround(
  made: Uint8Array,
  original: Uint8Array,
  contentKey: Uint8Array,
): Promise<string | undefined> {
  const pseudonyms = keyedPseudonyms(await pseudonymsKey(contentKey));
  const foreign = await foreignIdentifiers(made, original, pseudonyms);
  if (foreign.length === 0) return undefined;
  return `the DICOM file around the original was not made of it: it has another ${foreign.join(" and ")}`;
}
