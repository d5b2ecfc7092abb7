import { concat } from "../../../bytes/arrays.ts";
import { encodeElements, numberElement, textElement, type PlainElement } from "./encode.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { lettersOf } from "./values.ts";

const explicitLittle = "1.2.840.10008.1.2.1";
const secondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
/** Our own, made of a random UUID. */
const implementation = "2.25.248888297164623567351894516301241599439";

/** An empty preamble, "DICM", and the elements about the file, of which none is the original's. */
export async function fileStart(
  elements: ReadonlyMap<string, PlainElement>,
  pseudonyms: Pseudonyms,
): Promise<Uint8Array> {
  const kind = uidOf(elements.get("00080016")) ?? secondaryCapture;
  const instance = uidOf(elements.get("00080018")) ?? (await pseudonyms.uid(crypto.randomUUID()));
  const meta = encodeElements([
    { tag: "00020001", vr: "OB", value: Uint8Array.of(0, 1) },
    textElement("00020002", "UI", kind),
    textElement("00020003", "UI", instance),
    textElement("00020010", "UI", explicitLittle),
    textElement("00020012", "UI", implementation),
    textElement("00020013", "SH", "NEUROVEIL"),
  ]);
  const length = encodeElements([numberElement("00020000", "UL", meta.length)]);
  const start = new Uint8Array(132);
  start.set(new TextEncoder().encode("DICM"), 128);
  return concat([start, length, meta]);
}

function uidOf(element: PlainElement | undefined): string | undefined {
  const uid = element?.value instanceof Uint8Array ? lettersOf(element.value) : "";
  return uid === "" ? undefined : uid.replace(/\0$/, "");
}
