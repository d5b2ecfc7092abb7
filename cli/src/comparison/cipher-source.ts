import { canaryId, yardstickId } from "@neuroveil/lab/comparison";
import type { Cipher } from "neuroveil/ciphers";
import { chosenCiphers } from "../analysis/chosen-ciphers.ts";
import { hasFailed } from "../own/cipher-program.ts";
import { loadOwnCipher, ownCode, type OwnSource } from "../own/own-cipher.ts";

/** Where a worker gets a cipher from: functions do not cross its border. */
export interface CipherSource extends OwnSource {
  readonly id: string;
  /** What else its results depend on: the SHA-256 of a module or program of one's own. */
  readonly code?: string;
}

/** A cipher to compare, and where a worker gets it from. */
export interface ComparedCipher {
  readonly cipher: Cipher;
  readonly source: CipherSource;
}

/**
 * The ciphers of a `--ciphers` flag and one's own, with AES and the canary where they are missing.
 * @throws {NeuroveilError} "usage" for an id that does not exist, "input" for one's own that
 *   cannot be taken
 */
export async function comparedCiphers(
  list: string,
  own: OwnSource | undefined,
): Promise<readonly ComparedCipher[]> {
  const owned = own === undefined ? [] : [await ownCipher(own)];
  const always = [yardstickId, canaryId].flatMap((id) => chosenCiphers(id));
  const known = [...new Set([...chosenCiphers(list), ...always])];
  return [...owned, ...known.map((cipher) => ({ cipher, source: { id: cipher.id } }))];
}

/**
 * The ciphers of a `--cipher` flag and one's own, without any beside them.
 * @throws {NeuroveilError} as {@link comparedCiphers}
 */
export async function attackedCiphers(
  list: string | undefined,
  own: OwnSource | undefined,
): Promise<readonly ComparedCipher[]> {
  const owned = own === undefined ? [] : [await ownCipher(own)];
  const known = list === undefined ? [] : chosenCiphers(list);
  return [...owned, ...known.map((cipher) => ({ cipher, source: { id: cipher.id } }))];
}

async function ownCipher(own: OwnSource): Promise<ComparedCipher> {
  const cipher = await loadOwnCipher(own);
  return { cipher, source: { id: cipher.id, ...own, code: await ownCode(own) } };
}

/** Ciphers of one's own that this thread has loaded and checked. */
const loaded = new Map<string, Promise<Cipher>>();

/** The cipher itself. */
export async function loadCipher({ id, ...own }: CipherSource): Promise<Cipher> {
  const name = own.module ?? own.command?.line;
  if (name === undefined) return chosenCiphers(id)[0]!;
  const kept = loaded.get(name);
  // A program that has failed on one image may do others.
  if (kept !== undefined && !hasFailed(await kept)) return await kept;
  const cipher = loadOwnCipher(own);
  loaded.set(name, cipher);
  return await cipher;
}
