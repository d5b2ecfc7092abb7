import type { DataSet } from "dicom-parser";
import { readElements } from "../data-set.ts";
import { withoutDeflate } from "../deflated.ts";
import { cleanElements } from "./clean.ts";
import type { Rule } from "./profile.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { lettersOf } from "./values.ts";

const identifiers = [
  { tag: "00080018", name: "SOP Instance UID", rule: { action: "U", vrs: ["UI"], most: 1 } },
  { tag: "00100020", name: "Patient ID", rule: { action: "D", vrs: ["LO"], most: 1 } },
] as const satisfies readonly { tag: string; name: string; rule: Rule }[];

/**
 * Which identifiers of a made DICOM file are not those that its original has become: of the original that is
 * in another file's place. That the elements or pixels around an original were changed does not show by it.
 * @param pseudonyms of the original's content key
 */
export async function foreignIdentifiers(
  made: Uint8Array,
  original: Uint8Array,
  pseudonyms: Pseudonyms,
): Promise<string[]> {
  try {
    const rules = new Map<string, Rule>(identifiers.map(({ tag, rule }) => [tag, rule]));
    const vrOf = (tag: string): string | undefined => rules.get(tag)?.vrs[0];
    const [around, inside] = await Promise.all(
      [made, original].map(async (file) => readElements(await withoutDeflate(file, {}), vrOf)),
    );
    const expected = await cleanElements(inside!, {
      profile: rules,
      pseudonyms,
      order: "little",
      signed: false,
      without: new Set(),
    });
    const foreign = identifiers.filter(({ tag }) => {
      const value = expected.find((each) => each.tag === tag)?.value;
      return value instanceof Uint8Array && textOf(lettersOf(value)) !== textIn(around!, tag);
    });
    return foreign.map(({ name }) => name);
  } catch {
    // One of them is no DICOM file that can be read, and so not what was made of the other.
    return identifiers.map(({ name }) => name);
  }
}

function textIn({ elements, byteArray }: DataSet, tag: string): string {
  const element = elements[`x${tag}`];
  if (element === undefined) return "";
  const { dataOffset, length } = element;
  return textOf(lettersOf((byteArray as Uint8Array).subarray(dataOffset, dataOffset + length)));
}

function textOf(value: string): string {
  return value.replace(/[\0 ]+$/, "");
}
