import { readFile } from "node:fs/promises";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { isProtectedIdentityFile, parseIdentityFile, unlockIdentityFile } from "neuroveil/keys";
import { leastTokenLength } from "../guards/token.ts";

/** Variables of the environment that hold secrets; taken out of it when they have been read. */
export const secretVariables = {
  token: "NEUROVEIL_SERVICE_TOKEN",
  identityPassphrase: "NEUROVEIL_IDENTITY_PASSPHRASE",
} as const;

/** The value of a variable, which no child process and no thread gets to see. */
export function takeVariable(name: string): string | undefined {
  const value = process.env[name];
  delete process.env[name];
  return value === "" ? undefined : value;
}

/**
 * The tokens of a file, one a line; empty lines and lines that start with # are ignored.
 * @throws {NeuroveilError} "input" when it cannot be read, "usage" for none or a short one
 */
export async function readTokens(path: string): Promise<readonly string[]> {
  const lines = (await read(path)).toString("utf8").split(/\r?\n/);
  const tokens = lines.map((line) => line.trim()).filter((line) => line !== "" && line[0] !== "#");
  if (tokens.length === 0) throw shortToken(`none in ${printable(path)}`);
  for (const token of tokens) checkToken(token, printable(path));
  return tokens;
}

/** @throws {NeuroveilError} "usage" unless it is of visible ASCII and long enough not to be guessed */
export function checkToken(token: string, where: string): void {
  if (!/^[!-~]+$/.test(token)) throw shortToken(`one with other characters in ${where}`);
  if (token.length < leastTokenLength) {
    throw shortToken(`one of ${token.length} characters in ${where}`);
  }
}

function shortToken(got: string): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: `a token of at least ${leastTokenLength} characters of visible ASCII`,
    got,
    todo: "`openssl rand -hex 32` makes one",
  });
}

/**
 * The identities of files as `keygen` and `age-keygen` write them.
 * @param passphrase of those that `age -p` protects
 * @throws {NeuroveilError} "input" when one cannot be read, "key" or "usage" when it holds none
 */
export async function readIdentities(
  paths: readonly string[],
  passphrase: string | undefined,
): Promise<readonly string[]> {
  const identities: string[] = [];
  for (const path of paths) {
    const file = new Uint8Array(await read(path));
    try {
      if (!isProtectedIdentityFile(file)) {
        identities.push(...parseIdentityFile(file));
        continue;
      }
      if (passphrase === undefined) {
        throw new NeuroveilError("key", {
          expected: "the passphrase of a protected identity file",
          got: "none",
          todo: `put it into ${secretVariables.identityPassphrase}`,
        });
      }
      identities.push(...(await unlockIdentityFile(file, passphrase)));
    } catch (error) {
      throw error instanceof NeuroveilError ? error.retold({ about: printable(path) }) : error;
    }
  }
  return identities;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw systemError("input", `to read ${printable(path)}`, error);
  }
}
