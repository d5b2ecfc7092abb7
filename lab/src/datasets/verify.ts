import { createHash } from "node:crypto";
import { basename } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { ByteReader } from "./byte-reader.ts";
import { knownFiles, type KnownFile } from "./known-files.ts";

const pieceBytes = 1 << 20;

/**
 * Checks that a file is the public one of its name: SHA-256 of its content, unpacked where it is gzip.
 *
 * @returns what is known about it; undefined when no public file has that name
 * @throws {NeuroveilError} "broken" when the content is another one
 */
export async function verifyFile(path: string): Promise<KnownFile | undefined> {
  const name = basename(path).replace(/\.gz$/, "");
  const known = knownFiles.find(({ file }) => file === name);
  if (known === undefined) return undefined;
  const sha256 = await contentSha256(path);
  if (sha256 === known.sha256) return known;
  throw new NeuroveilError("broken", {
    expected: `the content of ${path} to have SHA-256 ${known.sha256}`,
    got: sha256,
    todo: `get it from ${known.url}`,
  });
}

async function contentSha256(path: string): Promise<string> {
  const reader = await ByteReader.open(path);
  try {
    const hash = createHash("sha256");
    for (;;) {
      const piece = await reader.read(pieceBytes);
      hash.update(piece);
      if (piece.length < pieceBytes) return hash.digest("hex");
    }
  } finally {
    reader.close();
  }
}
