import { rowBytes, type Cipher, type Raster } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { checkOwnCipher } from "../analysis/own-cipher.ts";
import { Program, quoted, type Answer, type ProgramSettings } from "./program.ts";

/** A cipher that a program of one's own computes. */
export interface ProgramCipher {
  readonly cipher: Cipher;
  readonly program: Program;
}

/** What a program need not say about itself. */
const defaults = {
  family: "control",
  status: "cipher",
  lossless: true,
  parameters: {},
  keyVectorBytes: 0,
  tileRows: 0,
} as const;

/**
 * Starts a program and takes its cipher, after the same trials as those of a module.
 *
 * The program first prints a line: a JSON object with `id`, `nativeKey` (`bytes`, and `nonceBytes`,
 * `description`) and whatever else of the fields of {@link Cipher} it wants to say. Then it reads calls,
 * each a line `encrypt WIDTH HEIGHT CHANNELS BYTES_PER_SAMPLE` followed by the native key and the
 * samples, or `decrypt …` followed by the native key, the key vector and the samples. It answers `ok N`
 * and N bytes, the key vector and the samples, or `no` and why, on one line. docs/own-cipher.md has
 * examples in two languages.
 *
 * @param words program and arguments
 * @throws {NeuroveilError} "input" when the program cannot be started, fails, or has no such cipher
 */
export async function startCipher(
  words: readonly string[],
  settings: ProgramSettings,
): Promise<ProgramCipher> {
  const program = new Program(words, settings);
  try {
    const { line } = await program.call("to print what its cipher is", [], () => 0);
    const about = described(program, line);
    const candidate = {
      ...about,
      encrypt: async (raster: Raster, key: Uint8Array) =>
        await call(program, "encrypt", { raster, key, sizes: about }),
      decrypt: async (raster: Raster, key: Uint8Array, keyVector: Uint8Array) =>
        await call(program, "decrypt", { raster, key, keyVector, sizes: about }),
    };
    return { cipher: await checkOwnCipher(candidate), program };
  } catch (error) {
    program.close();
    throw error;
  }
}

type Description = Omit<Cipher, "encrypt" | "decrypt">;

function described(program: Program, line: string): Description {
  const expected = "to begin with a line of JSON that says what its cipher is";
  let about: unknown;
  try {
    about = JSON.parse(line);
  } catch {
    throw program.refuse(expected, quoted(line));
  }
  if (typeof about !== "object" || about === null) throw program.refuse(expected, quoted(line));
  const given = about as Readonly<Record<string, unknown>>;
  const { nativeKey } = given;
  if (typeof nativeKey !== "object" || nativeKey === null)
    throw program.refuse(`${expected}, with "nativeKey": { "bytes": … }`, quoted(line));
  const key = nativeKey as Readonly<Record<string, unknown>>;
  const secret = Number(key["bytes"]) - Number(key["nonceBytes"] ?? 0);
  // Whatever is wrong with them is said by the trials that a module goes through as well.
  return {
    ...defaults,
    source: "a program of one's own",
    keySpace: `2^${8 * secret}`,
    ...given,
    nativeKey: { description: `${secret} bytes`, ...key },
  } as unknown as Description;
}

interface Call {
  readonly raster: Raster;
  readonly key: Uint8Array;
  readonly keyVector?: Uint8Array;
  readonly sizes: Pick<Cipher, "keyVectorBytes">;
}

async function call(
  program: Program,
  verb: "encrypt" | "decrypt",
  { raster, key, keyVector, sizes: { keyVectorBytes } }: Call,
): Promise<Uint8Array> {
  const { width, height, channels, bytesPerSample, data } = raster;
  const size = keyVectorBytes + rowBytes(raster) * height;
  const what = `to answer "${verb}"`;
  const line = `${verb} ${width} ${height} ${channels} ${bytesPerSample}\n`;
  const parts = [line, key, ...(keyVector === undefined ? [] : [keyVector]), data];
  const answer: Answer = await program.call(what, parts, (said) => {
    if (said === `ok ${size}`) return size;
    if (/^no( |$)/.test(said)) return 0;
    throw program.refuse(`${what} with "ok ${size}", or "no" and why`, quoted(said));
  });
  if (answer.line.startsWith("no")) throw refusal(program, verb, answer.line.slice(3));
  data.set(answer.bytes.subarray(keyVectorBytes));
  return Uint8Array.from(answer.bytes.subarray(0, keyVectorBytes));
}

/** A wrong key, or an image of a kind that the cipher does not take; the program goes on. */
function refusal({ name }: Program, verb: string, why: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: `${name} to ${verb}`,
    got: `"no"${why === "" ? "" : `: ${quoted(why)}`}`,
    todo: "give it what it takes, or see docs/own-cipher.md",
  });
}
