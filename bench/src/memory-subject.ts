/** The process that `peakMemory` measures: `encrypt|decrypt FROM TO SECRET`. */
import { readFile, writeFile } from "node:fs/promises";
import { decrypt, encrypt } from "neuroveil";
import { peakMemory } from "./own-peak.ts";

const [verb, from, to, secret] = process.argv.slice(2);
const given = JSON.parse(secret!) as { key: string } | { passphrase: string };
const key = "key" in given ? { key: new Uint8Array(Buffer.from(given.key, "hex")) } : given;
const input = await readFile(from!);
const output = verb === "encrypt" ? await encrypt(input, key) : (await decrypt(input, key)).bytes;
await writeFile(to!, output);
process.stdout.write(String(await peakMemory()));
