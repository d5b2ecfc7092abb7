import { lettersOf, numberCount } from "./values.ts";

/** What each value of a representation consists of (PS3.5, 6.2), where it may stay. */
const forms: Readonly<Record<string, RegExp>> = {
  CS: /^[A-Z\d _]{0,16}$/,
  // Makers write more than the 16 letters that they may: no more is told by that than by another number.
  DS: /^ *[-+]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})([eE][-+]?\d{1,3})? *$/,
  IS: /^ *[-+]?\d{1,12} *$/,
};

/** Texts that may stay; of others nobody knows what they tell. */
const texts: Readonly<Record<string, RegExp>> = {
  "00080100": /^[\w.^-]{1,16}$/,
  "00080102": /^[A-Z\d_-]{1,16}$/,
  "00080103": /^[\d.]{1,10}$/,
  "00209056": /^\d{1,4}$/,
  "00281054": /^(HU|HU_MOD|US|OD|MGML|PCT|Z_EFF|ED|EDW)$/,
  "00283004": /^(HU|HU_MOD|US|OD|MGML|PCT|Z_EFF|ED|EDW)$/,
  "00480106": /^\d{1,4}$/,
};
const textVrs: ReadonlySet<string> = new Set(["LO", "SH", "LT", "ST", "UC", "UR", "UT"]);

/** Whether a value may stay as it is: of its representation's form, and of as many values as it may have. */
export function isStrict(tag: string, vr: string, value: Uint8Array, most: number): boolean {
  const numbers = numberCount(vr, value);
  if (numbers !== undefined) return numbers <= most;
  if (value.length === 0) return true;
  const form = textVrs.has(vr) ? texts[tag] : forms[vr];
  if (form === undefined) return vr === "OB" || vr === "OW";
  const values = lettersOf(value).split("\\");
  return values.length <= most && values.every((each) => each === "" || form.test(each.trim()));
}

/** Roots and forms of the UIDs that the standard has registered (PS3.6, table A-1). */
const root = "1.2.840.10008.";
const registered = [
  /^1\.(1|9|3\.10|4\.[1-6]\.\d{1,2}|5\.\d{1,2}|20(\.[12](\.[12])?)?|4[02](\.1(\.1)?)?)$/,
  /^1\.2(\.\d)?(\.\d{1,3})?$/,
  /^2\.(6\.1|16\.\d{1,2})$/,
  /^[34]\.[12](\.\d){0,3}$/,
  /^5\.1\.1\.\d{1,2}(\.\d{1,3}){0,2}$/,
  /^5\.1\.4\.\d{1,3}(\.\d{1,3}){0,2}(\.\d{1,2}){0,3}$/,
  /^6\.1\.\d{1,4}$/,
  /^7\.1\.\d$/,
  /^8\.1\.\d$/,
  /^(9\.1|10\.\d)$/,
  /^15\.[01]\.\d(\.\d{1,2})?$/,
];

/** Whether a UID can be one of the standard's own, which tells of nobody. */
export function isRegistered(uid: string): boolean {
  return uid.startsWith(root) && registered.some((form) => form.test(uid.slice(root.length)));
}
