import { Refusal } from "../errors/refusal.ts";

/** What a request asks for, as it came: texts from the address, or values of JSON. */
export type RawOptions = ReadonlyMap<string, unknown>;

/** How one option is read. */
export interface OptionReader<T> {
  /** For the refusal: "one of sealed, authenticated". */
  readonly expected: string;
  /** Whether it may stand in the address, where proxies and histories keep it. */
  readonly inAddress: boolean;
  /** JSON schema, for the description of the service. */
  readonly schema: object;
  /** Of a value of JSON; undefined when it is no such value. */
  readonly read: (value: unknown) => T | undefined;
  /** Of the texts in the address. */
  readonly parse: (texts: readonly string[]) => unknown;
}

/** Readers of all options that an operation has; whatever else is asked for is refused. */
export type OptionReaders<Options> = {
  readonly [Name in keyof Options]-?: OptionReader<NonNullable<Options[Name]>>;
};

/** The same of an operation whose options are not known by name. */
export type AnyReaders = Readonly<Record<string, OptionReader<unknown>>>;

/** Secrets that somebody may put into an address, and what to do instead. */
const secretNames: ReadonlySet<string> = new Set([
  "passphrase",
  "key",
  "identity",
  "identities",
  "token",
  "access_token",
]);

/**
 * The options of the address. Each but lists stands there once: of two, proxies and programs may take
 * different ones.
 * @param listNames in the address → name of the option: `recipient` for `recipients`
 */
export function addressOptions(
  url: URL,
  readers: AnyReaders,
  listNames: Readonly<Record<string, string>> = {},
): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const given = url.searchParams;
  for (const name of new Set(given.keys())) {
    if (secretNames.has(name)) {
      throw new Refusal(
        "usage",
        `expected no secret in the address, got ${name}; addresses are kept in logs: put it into the header or the part that docs/service.md names`,
      );
    }
    const option = listNames[name] ?? name;
    const reader = readerOf(readers, option);
    if (!reader.inAddress) {
      throw new Refusal(
        "usage",
        `expected ${name} in the part "options", got it in the address; addresses are kept in logs`,
      );
    }
    const texts = given.getAll(name);
    if (found.has(option) || (texts.length > 1 && !Object.hasOwn(listNames, name)))
      throw twice(name);
    found.set(option, reader.parse(texts));
  }
  return found;
}

/** Options of JSON beside those of the address; none may be in both. */
export function addJsonOptions(options: Map<string, unknown>, json: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Refusal("usage", 'expected a JSON object in the part "options", got something else');
  }
  for (const [name, value] of Object.entries(parsed)) {
    if (options.has(name)) throw twice(name);
    options.set(name, value);
  }
}

/** @throws {Refusal} "usage" for an option that the operation has not, or a value that it does not take */
export function readOptions<Options>(
  raw: RawOptions,
  readers: OptionReaders<Options>,
): Partial<Options> {
  const read: Partial<Record<string, unknown>> = {};
  for (const [name, value] of raw) {
    const reader = readerOf(readers, name);
    const taken = reader.read(value);
    if (taken === undefined) {
      throw new Refusal("usage", `expected ${name} as ${reader.expected}, got something else`);
    }
    read[name] = taken;
  }
  return read as Partial<Options>;
}

function readerOf(readers: AnyReaders, name: string): OptionReader<unknown> {
  if (Object.hasOwn(readers, name)) return readers[name]!;
  const names = Object.keys(readers).join(", ") || "none";
  const got = /^[\w-]{1,40}$/.test(name) ? `"${name}"` : "another";
  throw new Refusal("usage", `expected options among ${names}, got ${got}`);
}

function twice(name: string): Refusal {
  return new Refusal("usage", `expected ${name} once, got it twice`);
}

const single = (texts: readonly string[]): unknown => texts[0];

export function text(
  expected: string,
  { mostLength, inAddress = true }: { readonly mostLength: number; readonly inAddress?: boolean },
): OptionReader<string> {
  return {
    expected,
    inAddress,
    schema: { type: "string", minLength: 1, maxLength: mostLength },
    read: (value) =>
      typeof value === "string" && value.length > 0 && value.length <= mostLength
        ? value
        : undefined,
    parse: single,
  };
}

export function oneOf<T extends string>(values: readonly T[]): OptionReader<T> {
  return {
    expected: `one of ${values.join(", ")}`,
    inAddress: true,
    schema: { type: "string", enum: values },
    read: (value) => values.find((each) => each === value),
    parse: single,
  };
}

export const yesOrNo: OptionReader<boolean> = {
  expected: "true or false",
  inAddress: true,
  schema: { type: "boolean" },
  read: (value) => (typeof value === "boolean" ? value : undefined),
  parse: ([given]) => (given === "true" ? true : given === "false" ? false : given),
};

export function numberBetween(
  least: number,
  most: number,
  { whole }: { readonly whole: boolean },
): OptionReader<number> {
  return {
    expected: `a ${whole ? "whole " : ""}number from ${least} to ${most}`,
    inAddress: true,
    schema: { type: whole ? "integer" : "number", minimum: least, maximum: most },
    read: (value) =>
      typeof value === "number" &&
      value >= least &&
      value <= most &&
      (!whole || Number.isInteger(value))
        ? value
        : undefined,
    parse: ([given = ""]) => (/^-?\d{1,17}(\.\d{1,6})?$/.test(given) ? Number(given) : given),
  };
}

/** @param split of each text in the address */
export function listOf(
  expected: string,
  {
    most,
    mostLength,
    split = (given) => [given],
  }: {
    readonly most: number;
    readonly mostLength: number;
    readonly split?: (given: string) => readonly string[];
  },
): OptionReader<readonly string[]> {
  return {
    expected: `1 to ${most} ${expected}`,
    inAddress: true,
    schema: {
      type: "array",
      items: { type: "string", minLength: 1, maxLength: mostLength },
      minItems: 1,
      maxItems: most,
    },
    read: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every(
        (each) => typeof each === "string" && each.length > 0 && each.length <= mostLength,
      )
        ? (value as readonly string[])
        : undefined,
    parse: (texts) => texts.flatMap(split),
  };
}
