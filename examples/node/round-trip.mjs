// node round-trip.mjs FILE: encrypts a file for somebody, and decrypts it as they would.
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { decrypt, encrypt, NeuroveilError } from "neuroveil";
import { generateIdentity } from "neuroveil/keys";

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("usage: node round-trip.mjs FILE");
  process.exit(2);
}

try {
  // The recipient may be known to everybody; who has the identity can decrypt.
  const { identity, recipient } = await generateIdentity();

  const file = new Uint8Array(await readFile(path));
  const { mtimeMs: modified } = await stat(path);
  const veiled = await encrypt(file, {
    recipients: [recipient],
    name: basename(path), // sealed, like the time
    modified,
    onWarning: (line) => console.warn(line), // what will not come back, if anything
  });
  await writeFile(`${path}.veil.png`, veiled, { flag: "wx" });
  console.log(`${path}.veil.png: ${veiled.length} bytes`);

  const { bytes, name } = await decrypt(veiled, { identities: [identity] });
  console.log(`${name}: ${bytes.length} bytes, verified`);
} catch (error) {
  // A NeuroveilError says what was expected, what came and what to do; its code is for programs.
  if (!(error instanceof NeuroveilError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exit(1);
}
