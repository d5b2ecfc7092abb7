import { createHash } from "node:crypto";
import { canaryId, yardstickId } from "@neuroveil/lab/comparison";
import type { Cipher } from "neuroveil/ciphers";
import { chosenCiphers } from "../analysis/chosen-ciphers.ts";
import { loadCipherModule } from "../analysis/cipher-module.ts";
import { readInput } from "../files/inputs.ts";

/** Where a worker gets a cipher from: functions do not cross its border. */
export interface CipherSource {
  readonly id: string;
  /** Path of somebody's own module. */
  readonly module?: string;
  /** What else its results depend on: the SHA-256 of the module. */
  readonly code?: string;
}

/** A cipher to compare, and where a worker gets it from. */
export interface ComparedCipher {
  readonly cipher: Cipher;
  readonly source: CipherSource;
}

/**
 * The ciphers of a `--ciphers` flag and of a module, with AES and the canary where they are missing.
 * @throws {NeuroveilError} "usage" for an id that does not exist, "input" for a module without a cipher
 */
export async function comparedCiphers(
  list: string,
  module: string | undefined,
): Promise<readonly ComparedCipher[]> {
  const own = module === undefined ? [] : [await ownCipher(module)];
  const always = [yardstickId, canaryId].flatMap((id) => chosenCiphers(id));
  const known = [...new Set([...chosenCiphers(list), ...always])];
  return [...own, ...known.map((cipher) => ({ cipher, source: { id: cipher.id } }))];
}

/**
 * The ciphers of a `--cipher` flag and of a module, without any beside them.
 * @throws {NeuroveilError} as {@link comparedCiphers}
 */
export async function attackedCiphers(
  list: string | undefined,
  module: string | undefined,
): Promise<readonly ComparedCipher[]> {
  const own = module === undefined ? [] : [await ownCipher(module)];
  const known = list === undefined ? [] : chosenCiphers(list);
  return [...own, ...known.map((cipher) => ({ cipher, source: { id: cipher.id } }))];
}

async function ownCipher(module: string): Promise<ComparedCipher> {
  const cipher = await loadCipherModule(module);
  const code = createHash("sha256")
    .update(await readInput(module))
    .digest("hex");
  return { cipher, source: { id: cipher.id, module, code } };
}

/** Modules that this thread has loaded and checked. */
const modules = new Map<string, Promise<Cipher>>();

/** The cipher itself. */
export function loadCipher({ id, module }: CipherSource): Cipher | Promise<Cipher> {
  if (module === undefined) return chosenCiphers(id)[0]!;
  const loaded = modules.get(module) ?? loadCipherModule(module);
  modules.set(module, loaded);
  return loaded;
}
