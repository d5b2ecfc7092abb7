import { rowBytes, type Cipher, type Family, type Raster, type Status } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { nativeKeyFrom } from "./native-key.ts";

interface Field {
  readonly name: string;
  /** What is expected, in words. */
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

// As records, so that the compiler misses a new one here.
const families: readonly string[] = Object.keys({
  hybrid: true,
  chaotic: true,
  cellular: true,
  convolutional: true,
  gan: true,
  perceptual: true,
  baseline: true,
  control: true,
} satisfies Record<Family, true>);
const statuses: readonly string[] = Object.keys({
  cipher: true,
  baseline: true,
  "known-weak": true,
} satisfies Record<Status, true>);
/** Enough for any network's weights as key, and no mistyped number of gigabytes. */
const mostBytes = 2 ** 24;

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isCount = (value: unknown, least: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= mostBytes;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const fields: readonly Field[] = [
  {
    name: "id",
    expected: "a name of lower-case letters, digits and hyphens",
    holds: (value) => typeof value === "string" && /^[a-z\d][a-z\d-]{0,63}$/.test(value),
  },
  {
    name: "family",
    expected: `one of ${families.join(", ")}`,
    holds: (value) => families.some((family) => family === value),
  },
  {
    name: "status",
    expected: `one of ${statuses.join(", ")}`,
    holds: (value) => statuses.some((status) => status === value),
  },
  { name: "lossless", expected: "true or false", holds: (value) => typeof value === "boolean" },
  { name: "source", expected: "a text that says where it comes from", holds: isText },
  {
    name: "parameters",
    expected: "an object of numbers and texts",
    holds: (value) =>
      isObject(value) &&
      Object.values(value).every((each) => ["number", "string"].includes(typeof each)),
  },
  {
    name: "nativeKey",
    expected: `an object with bytes, a whole number from 1 to ${mostBytes}, and a description`,
    holds: (value) => isObject(value) && isCount(value["bytes"], 1) && isText(value["description"]),
  },
  { name: "keySpace", expected: "a text", holds: isText },
  {
    name: "keyVectorBytes",
    expected: "a whole number from 0; 0 for a cipher without key vector",
    holds: (value) => isCount(value, 0),
  },
  {
    name: "tileRows",
    expected: "a whole number from 0; 0 for a cipher that needs the whole image",
    holds: (value) => isCount(value, 0),
  },
  {
    name: "weights",
    expected: "64 hex digits, or to be left out",
    holds: (value) =>
      value === undefined || (typeof value === "string" && /^[\da-f]{64}$/.test(value)),
  },
  { name: "encrypt", expected: "a function", holds: (value) => typeof value === "function" },
  { name: "decrypt", expected: "a function", holds: (value) => typeof value === "function" },
];

/** Images that a cipher must bring back before it is measured: the usual, the smallest, the widest. */
const trialShapes: readonly Omit<Raster, "data">[] = [
  { width: 24, height: 18, channels: 3, bytesPerSample: 1 },
  { width: 1, height: 1, channels: 1, bytesPerSample: 1 },
  { width: 7, height: 5, channels: 1, bytesPerSample: 2 },
];

/**
 * Takes somebody's own cipher for one of the registry, after looking at every field and encrypting and
 * decrypting small images with it.
 *
 * @param candidate what a module exports
 * @throws {NeuroveilError} "input" for a field of another kind, an encryption that fails, is not
 *   repeatable, or does not come back (unless `lossless` is false)
 */
export async function checkOwnCipher(candidate: unknown): Promise<Cipher> {
  if (!isObject(candidate))
    throw refused("an object that implements the cipher interface", describe(candidate));
  for (const { name, expected, holds } of fields)
    if (!holds(candidate[name]))
      throw refused(`"${name}" to be ${expected}`, describe(candidate[name]));
  const cipher = candidate as unknown as Cipher;
  if ("nonceBytes" in cipher.parameters)
    throw refused('"nonceBytes" in nativeKey', "it in parameters, which are for the record alone");
  const { bytes, nonceBytes = 0 } = cipher.nativeKey;
  if (!isCount(nonceBytes, 0) || nonceBytes >= bytes)
    throw refused(
      `"nativeKey.nonceBytes" to be a whole number from 0 to ${bytes - 1}, the public bytes at the end of the native key`,
      describe(nonceBytes),
    );
  const key = await nativeKeyFrom(cipher, new TextEncoder().encode("own cipher"));
  const shapes = candidate["trials"] === undefined ? trialShapes : shapesOf(candidate["trials"]);
  for (const shape of shapes) await tryOut(cipher, shape, key);
  return cipher;
}

/** Shapes of one's own, for a cipher that does not take every image. */
function shapesOf(trials: unknown): readonly Omit<Raster, "data">[] {
  const whole = (value: unknown, most: number): boolean =>
    isCount(value, 1) && Number(value) <= most;
  const isShape = (trial: unknown): trial is readonly [number, number, number, 1 | 2] =>
    Array.isArray(trial) &&
    trial.length === 4 &&
    trial.every((value, i) => whole(value, [1024, 1024, 64, 2][i]!));
  if (!Array.isArray(trials) || trials.length === 0 || !trials.every(isShape))
    throw refused(
      '"trials" to be a list of [width, height, channels, bytes per sample], as [[64, 64, 1, 1]]',
      describe(trials),
    );
  return trials.map(([width, height, channels, bytesPerSample]) => ({
    width,
    height,
    channels,
    bytesPerSample,
  }));
}

async function tryOut(cipher: Cipher, shape: Omit<Raster, "data">, key: Uint8Array): Promise<void> {
  const image = `an image of ${shape.width}×${shape.height}×${shape.channels} with ${8 * shape.bytesPerSample} bits`;
  const plain = Uint8Array.from(
    { length: rowBytes(shape) * shape.height },
    (_, i) => i * i + 3 * i,
  );
  const encrypted = async (): Promise<{ data: Uint8Array; keyVector: Uint8Array }> => {
    const data = plain.slice();
    const raster = { ...shape, data };
    const given = key.slice();
    const keyVector: unknown = await attempt(`encrypt ${image}`, () =>
      cipher.encrypt(raster, given),
    );
    checkKeyVector(cipher, "encrypt", keyVector);
    if (raster.data !== data)
      throw refused("encrypt to change raster.data in place", "another array in its place");
    if (!same(given, key))
      throw refused("encrypt to leave the key as it is", "another key afterwards");
    return { data, keyVector };
  };
  const { data, keyVector } = await encrypted();
  // A key vector may be wrapped with padding that is random every time.
  if (!same(data, (await encrypted()).data))
    throw refused(
      `the same cipher image for ${image} under the same key`,
      "another one; take what is random from the end of the native key and say how long it is in nativeKey.nonceBytes",
    );
  if (!cipher.lossless) return;
  const raster = { ...shape, data };
  const found: unknown = await attempt(`decrypt ${image}`, () =>
    cipher.decrypt(raster, key.slice(), keyVector),
  );
  checkKeyVector(cipher, "decrypt", found);
  if (!same(raster.data, plain))
    throw refused(
      `decrypt to undo encrypt for ${image}`,
      "another image; mend it, or say lossless: false",
    );
  if (!same(found, keyVector))
    throw refused(
      `decrypt to return the key vector that encrypt returned for ${image}`,
      "another one",
    );
}

function checkKeyVector(
  { keyVectorBytes }: Cipher,
  direction: string,
  value: unknown,
): asserts value is Uint8Array {
  if (value instanceof Uint8Array && value.length === keyVectorBytes) return;
  throw refused(
    `${direction} to change raster.data in place and to return a Uint8Array of ${keyVectorBytes} bytes, the key vector`,
    value instanceof Uint8Array ? `one of ${value.length} bytes` : describe(value),
  );
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NeuroveilError) throw cause.retold({ about: `to ${what}` });
    const message = cause instanceof Error ? cause.message : String(cause);
    throw refused(`to ${what}`, `the error "${message}"`, cause);
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Characters of a module's own text that a message repeats. */
const mostShown = 200;

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isObject(value)) return "an object";
  if (typeof value === "string") return JSON.stringify(value.slice(0, mostShown));
  if (["number", "boolean"].includes(typeof value)) return JSON.stringify(value);
  return value === null ? "null" : `a value of type ${typeof value}`;
}

function refused(expected: string, came: string, cause?: unknown): NeuroveilError {
  const todo = came.includes("; ") ? undefined : "see docs/own-cipher.md";
  return new NeuroveilError("input", {
    of: "a cipher of one's own:",
    expected,
    got: came,
    todo,
    cause,
  });
}
