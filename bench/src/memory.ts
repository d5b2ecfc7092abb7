import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Peak resident memory of a process of its own, in bytes. */
export interface PeakMemory {
  readonly encrypt: number;
  readonly decrypt: number;
}

// The measured process has to be plain JavaScript: the library as it is shipped.
const subject: string = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../dist/memory-subject.js" : "./memory-subject.js",
    import.meta.url,
  ),
);

/**
 * Encrypts and decrypts an image file through the front door, each in a fresh process.
 *
 * @param photo a PNG or JPEG file
 * @param passphrase wraps the key with it, which takes memory of its own; default: a raw key
 */
export async function peakMemory(photo: Uint8Array, passphrase?: string): Promise<PeakMemory> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-memory-"));
  try {
    const [plain, cipher] = [join(folder, "plain"), join(folder, "cipher.png")];
    await writeFile(plain, photo);
    const secret =
      passphrase === undefined ? { key: randomBytes(32).toString("hex") } : { passphrase };
    const measure = async (
      verb: "encrypt" | "decrypt",
      from: string,
      to: string,
    ): Promise<number> => {
      const args = [subject, verb, from, to, JSON.stringify(secret)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return Number(stdout);
    };
    const encrypt = await measure("encrypt", plain, cipher);
    const decrypt = await measure("decrypt", cipher, join(folder, "restored"));
    return { encrypt, decrypt };
  } finally {
    await rm(folder, { recursive: true });
  }
}
