/** Bytes of one number, by representation; others are texts or bytes. */
const numberSizes: Readonly<Record<string, 2 | 4 | 8>> = {
  AT: 2,
  FD: 8,
  FL: 4,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  US: 2,
  UV: 8,
};

/** What texts of some representations consist of; whatever has more is not what it says. */
const alphabets: Readonly<Record<string, RegExp>> = {
  CS: /^[\w \\./-]*$/,
  DS: /^[-+.\deE \\]*$/,
  IS: /^[-+\d \\]*$/,
  UI: /^[\d.\\]*$/,
};

/**
 * An element's value in little-endian order, without what fills it up.
 * @returns undefined where it is none of its representation
 */
export function plainValue(
  vr: string,
  bytes: Uint8Array,
  order: "little" | "big",
): Uint8Array | undefined {
  const size = numberSizes[vr];
  if (size !== undefined) return numbers(bytes, size, order);
  if (vr === "OB") return bytes;
  const text = withoutFill(bytes);
  // What stands behind a zero is shown by nobody, and read by whoever looks.
  if (text.includes(0)) return undefined;
  return (alphabets[vr]?.test(lettersOf(text)) ?? true) ? text : undefined;
}

/** How many numbers a value is; undefined for texts and bytes. */
export function numberCount(vr: string, value: Uint8Array): number | undefined {
  const size = vr === "AT" ? 4 : numberSizes[vr];
  return size === undefined || vr.startsWith("O") ? undefined : value.length / size;
}

function numbers(bytes: Uint8Array, size: number, order: "little" | "big"): Uint8Array | undefined {
  if (bytes.length % size !== 0) return undefined;
  if (order === "little") return bytes;
  return bytes.map((_, i) => bytes[i - (i % size) + size - 1 - (i % size)]!);
}

function withoutFill(bytes: Uint8Array): Uint8Array {
  let { length } = bytes;
  while (length > 0 && (bytes[length - 1] === 0 || bytes[length - 1] === 0x20)) length--;
  return bytes.subarray(0, length);
}

/** A value as text, a letter a byte. */
export function lettersOf(bytes: Uint8Array): string {
  return Array.from(bytes, (code) => String.fromCharCode(code)).join("");
}

/** A value that says nothing, where there has to be one; of a sequence: no items. */
export function dummyText(vr: string): string {
  return dummies[vr] ?? "Removed";
}

const dummies: Readonly<Record<string, string>> = {
  AE: "REMOVED",
  AS: "000Y",
  CS: "REMOVED",
  DA: "19000101",
  DS: "0",
  DT: "19000101000000",
  IS: "0",
  TM: "000000",
  UR: "removed:",
};
