/** The process that `peakMemory` measures: `encrypt|decrypt FROM TO SECRET`. */
import { readFile, writeFile } from "node:fs/promises";
import { decrypt, encrypt } from "neuroveil";

const [verb, from, to, secret] = process.argv.slice(2);
const given = JSON.parse(secret!) as { key: string } | { passphrase: string };
const key = "key" in given ? { key: new Uint8Array(Buffer.from(given.key, "hex")) } : given;
const input = await readFile(from!);
const output = verb === "encrypt" ? await encrypt(input, key) : (await decrypt(input, key)).bytes;
await writeFile(to!, output);
process.stdout.write(String(1024 * (await peakKibibytes())));

/**
 * On Linux the kernel's own high-water mark of this program: `maxRSS` there begins with what the
 * parent process had.
 */
async function peakKibibytes(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const mark = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return mark === undefined ? process.resourceUsage().maxRSS : Number(mark);
}
