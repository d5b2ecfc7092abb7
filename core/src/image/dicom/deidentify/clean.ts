import type { DataSet, Element } from "dicom-parser";
import { evenBytes, textElement, type PlainElement } from "./encode.ts";
import type { Action, DicomProfile, Rule } from "./profile.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { isRegistered, isStrict } from "./strict.ts";
import { dummyText, lettersOf, plainValue } from "./values.ts";

/** How a data set is cleaned. */
export interface Cleaning {
  readonly profile: DicomProfile;
  readonly pseudonyms: Pseudonyms;
  /** Order of bytes in numbers. */
  readonly order: "little" | "big";
  /** Of numbers whose representation the file leaves open. */
  readonly signed: boolean;
  /** Tags that are removed whatever the profile says. */
  readonly without: ReadonlySet<string>;
}

const patientId = "00100020";

type Change = (
  element: Element,
  tag: string,
  vr: string,
  own: Own,
) => Promise<PlainElement | undefined>;
interface Own extends Cleaning {
  readonly file: Uint8Array;
  /** How many values the element may have. */
  readonly most: number;
}

const changes: Readonly<Record<Action, Change>> = {
  K: kept,
  Z: (_, tag, vr) => Promise.resolve(empty(tag, vr)),
  D: dummy,
  U: (element, tag, vr, own) => otherUids(element, tag, vr, own, () => false),
  W: (element, tag, vr, own) => otherUids(element, tag, vr, own, isRegistered),
};

/** What a profile leaves of the elements of a data set, and of those in its sequences. */
export async function cleanElements(
  { elements, byteArray }: DataSet,
  cleaning: Cleaning,
): Promise<PlainElement[]> {
  const file = byteArray as Uint8Array;
  const cleaned: PlainElement[] = [];
  for (const element of Object.values(elements)) {
    const tag = element.tag.slice(1);
    const rule = cleaning.without.has(tag) ? undefined : cleaning.profile.get(tag);
    const vr = rule && representation(element, rule, cleaning);
    if (rule === undefined || vr === undefined) continue;
    const own = { ...cleaning, file, most: rule.most };
    const changed = await changes[rule.action](element, tag, vr, own);
    if (changed !== undefined) cleaned.push(changed);
  }
  return cleaned;
}

/**
 * The representation of an element's value; undefined where it is not one that the standard knows for it,
 * so that nobody knows what it holds.
 */
function representation(
  { vr }: Element,
  { vrs }: Rule,
  { signed }: Pick<Cleaning, "signed">,
): string | undefined {
  if (vr !== undefined && vrs.includes(vr)) return vr;
  // Implicit, or not known to who wrote it.
  if (vr !== undefined && vr !== "UN" && vr !== vrs.join("/")) return undefined;
  if (vr === "UN" && vrs[0] === "SQ") return undefined;
  if (vrs.includes("OW")) return "OW";
  return vrs.includes("SS") && signed ? "SS" : vrs[0];
}

async function kept(
  element: Element,
  tag: string,
  vr: string,
  own: Own,
): Promise<PlainElement | undefined> {
  if (vr === "SQ") return await items(element, tag, own);
  const value = valueOf(element, vr, own);
  if (value === undefined || !isStrict(tag, vr, value, own.most)) return undefined;
  return { tag, vr, value: evenBytes(value, vr === "UI" || vr === "OB" ? 0 : 0x20) };
}

async function items(
  { items: own, length }: Element,
  tag: string,
  cleaning: Cleaning,
): Promise<PlainElement | undefined> {
  if (own === undefined) return length === 0 ? { tag, vr: "SQ", value: [] } : undefined;
  const value: PlainElement[][] = [];
  for (const { dataSet } of own) {
    if (dataSet !== undefined) value.push(await cleanElements(dataSet, cleaning));
  }
  return { tag, vr: "SQ", value };
}

async function dummy(element: Element, tag: string, vr: string, own: Own): Promise<PlainElement> {
  const value = vr === "SQ" ? undefined : valueOf(element, vr, own);
  if (value === undefined || value.length === 0 || vr === "OB") return empty(tag, vr);
  const text = tag === patientId ? await own.pseudonyms.patient(value) : dummyText(vr);
  return textElement(tag, vr, text);
}

async function otherUids(
  element: Element,
  tag: string,
  vr: string,
  own: Own,
  stays: (uid: string) => boolean,
): Promise<PlainElement | undefined> {
  const value = valueOf(element, vr, own);
  if (value === undefined) return undefined;
  const uids: string[] = [];
  for (const uid of lettersOf(value).split("\\")) {
    uids.push(uid === "" || stays(uid) ? uid : await own.pseudonyms.uid(uid));
  }
  return textElement(tag, vr, uids.join("\\"));
}

function empty(tag: string, vr: string): PlainElement {
  return { tag, vr, value: vr === "SQ" ? [] : new Uint8Array(0) };
}

function valueOf(
  { dataOffset, length }: Element,
  vr: string,
  { file, order }: Own,
): Uint8Array | undefined {
  if (dataOffset + length > file.length) return undefined;
  return plainValue(vr, file.subarray(dataOffset, dataOffset + length), order);
}
