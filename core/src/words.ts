/** An option that a message names; a program may have another way to write it than the library. */
export interface OptionName {
  readonly option: "payload" | "bare" | "unverified";
  readonly value?: string;
}

/** A part of a message: plain data, which crosses to another thread. */
export type Words = string | number | readonly (string | OptionName)[];

/** How a program writes an option, as in `--payload file`. */
export type OptionStyle = (name: OptionName) => string;

export function payload(value: "file" | "pixels"): OptionName {
  return { option: "payload", value };
}

/** For who calls the library: `payload "file"`, and `bare: true` for what is there or is not. */
export function inLibrary({ option, value }: OptionName): string {
  return value === undefined ? `${option}: true` : `${option} "${value}"`;
}

export function written(words: Words, style: OptionStyle): string {
  if (typeof words !== "object") return String(words);
  return words.map((part) => (typeof part === "string" ? part : style(part))).join("");
}

/** One message after another. */
export function joined(...parts: readonly (Words | undefined)[]): Words {
  return parts.flatMap((part) => (typeof part === "object" ? part : String(part)));
}

/** Whether two say the same, options and all. */
export function sameWords(one: Words | undefined, other: Words): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
