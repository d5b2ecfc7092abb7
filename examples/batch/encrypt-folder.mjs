// node encrypt-folder.mjs FROM TO RECIPIENT: encrypts every file of a folder; goes on where it stopped.
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encrypt, NeuroveilError } from "neuroveil";

const [from, to, recipient] = process.argv.slice(2);
if (recipient === undefined) {
  console.error("usage: node encrypt-folder.mjs FROM TO RECIPIENT");
  process.exit(2);
}

// Ctrl-C ends the file at hand; nothing of it is written.
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

await mkdir(to, { recursive: true });
const entries = await readdir(from, { withFileTypes: true });
const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
let failed = 0;
for (const name of names.toSorted()) {
  const target = join(to, `${name}.veil.png`);
  if (await exists(target)) continue;
  try {
    const file = new Uint8Array(await readFile(join(from, name)));
    // One call a file: every file gets a content key of its own, so that they cannot be linked.
    const veiled = await encrypt(file, { recipients: [recipient], name, signal: stop.signal });
    await writeWhole(target, veiled);
    console.log(target);
  } catch (error) {
    if (!(error instanceof NeuroveilError)) throw error;
    if (error.code === "aborted") break;
    console.error(`${name}: ${error.message}`);
    failed++;
  }
}
process.exitCode = failed > 0 || stop.signal.aborted ? 1 : 0;

/** Beside, then renamed: under the final name there is a whole file or none. */
async function writeWhole(path, bytes) {
  const beside = `${path}.part`;
  try {
    await writeFile(beside, bytes, { mode: 0o600 });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
