import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { printable } from "@neuroveil/files";
import { checkOwnCipher } from "@neuroveil/lab/analysis";
import type { Cipher, Raster } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { readInput } from "../files/inputs.ts";
import { requireOwnId } from "./own-id.ts";

/**
 * The cipher of somebody's own ES module: its default export, or the export named `cipher`.
 *
 * @throws {NeuroveilError} "input" when the file cannot be read or loaded, exports no cipher, or one
 *   that {@link checkOwnCipher} refuses or whose id is taken
 */
export async function loadCipherModule(path: string): Promise<Cipher> {
  // Says in our words what is wrong with the path; loading a module would say it in another way.
  await readInput(path);
  const exported = await load(path);
  const candidate = exported["default"] ?? exported["cipher"];
  if (candidate === undefined)
    throw new NeuroveilError("input", {
      expected: `a default export or one named cipher in ${printable(path)}`,
      got: Object.keys(exported).join(", ") || "no export",
      todo: "see docs/own-cipher.md",
    });
  const cipher = await checkOwnCipher(candidate);
  requireOwnId(cipher, printable(path));
  return blamed(cipher, path);
}

/** The same cipher, whose errors are told as those of its module. */
function blamed(cipher: Cipher, path: string): Cipher {
  const attempt = async <T>(verb: string, raster: Raster, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof NeuroveilError) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      const { width, height, channels, bytesPerSample } = raster;
      throw new NeuroveilError("input", {
        expected: `the cipher of ${printable(path)} to ${verb} an image of ${width}×${height}×${channels} with ${8 * bytesPerSample} bits`,
        got: `the error "${message}"`,
        todo: "mend it, or see docs/own-cipher.md",
        cause,
      });
    }
  };
  const encrypt: Cipher["encrypt"] = (raster, key, run) =>
    attempt("encrypt", raster, () => cipher.encrypt(raster, key, run));
  const decrypt: Cipher["decrypt"] = (raster, key, keyVector, run) =>
    attempt("decrypt", raster, () => cipher.decrypt(raster, key, keyVector, run));
  // Its fields may be those of a class, which a copy would not have, or frozen.
  return Object.create(cipher, {
    encrypt: { value: encrypt },
    decrypt: { value: decrypt },
  }) as Cipher;
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new NeuroveilError("input", {
      expected: "an ES module that exports a cipher",
      got: `${printable(path)}, which does not load (${message})`,
      todo: "name it .mjs, or see docs/own-cipher.md",
      cause,
    });
  }
}
