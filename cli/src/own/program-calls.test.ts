import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const key = ["--key", "07".repeat(32)];

const cipher = `export default {
  id: "mine", family: "control", status: "known-weak", lossless: true, source: "a test",
  parameters: {}, nativeKey: { bytes: 2, nonceBytes: 0, description: "a mask" }, keySpace: "2^16",
  keyVectorBytes: 0, tileRows: 0, encrypt: turn, decrypt: turn,
};
async function turn({ data }, key) {
  data.forEach((byte, i) => (data[i] = byte ^ key[i % 2]));
  return new Uint8Array();
}`;

/** The same, called over standard input and output. */
const program = `import cipher from "./veil.mjs";
import { readSync, writeSync } from "node:fs";
function read(size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const more = readSync(0, bytes, at, size - at);
    if (more === 0) process.exit();
    at += more;
  }
  return bytes;
}
const out = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
out(Buffer.from(JSON.stringify(cipher) + "\\n"));
console.error("one\\u001b[2J", process.argv.slice(2).join(" "));
for (;;) {
  let line = "";
  for (let byte = ""; byte !== "\\n"; byte = read(1).toString()) line += byte;
  const [, width, height, channels, bytesPerSample] = line.split(" ");
  const key = read(2);
  const data = read(width * height * channels * bytesPerSample);
  if (process.argv[2] === "fails" && width === "512") throw new Error("not so wide");
  await cipher.encrypt({ data }, key);
  out(Buffer.from("ok " + data.length + "\\n"));
  out(data);
}`;

async function keystream(...words: string[]): Promise<Ended> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "veil.mjs"), cipher);
  await writeFile(join(cwd, "veil program.mjs"), program);
  return await runCli(["keystream", "--bytes", "600", ...key, ...words], { cwd });
}

const command = `'${process.execPath}' "veil program.mjs"`;

test("a program's bytes are those of the same cipher as a module, and what it says is told once", async () => {
  const asModule = await keystream("--module", "veil.mjs");
  const asProgram = await keystream("--command", `${command} two`);
  expect(asProgram.code).toBe(0);
  expect(asProgram.stdout).toBe(asModule.stdout);
  expect(asModule.stderr).toBe("");
  expect(asProgram.stderr).toMatch(
    /^neuroveil: ".* two" wrote to standard error: "one\?\[2J two"\n$/,
  );
});

test("a program that fails in the middle is one line, and nothing is written", async () => {
  const { code, stdout, stderr } = await keystream("--command", `${command} fails`);
  expect([code, stdout]).toEqual([1, ""]);
  expect(lines(stderr)).toHaveLength(1);
  expect(stderr).toMatch(
    /^neuroveil: expected ".*fails" to answer "encrypt", got a program that ended with exit code 1, and on standard error "Error: not so wide"; see docs\/own-cipher\.md\n$/,
  );
});

test.each([
  [["--command", "'node x"], /^neuroveil: --command expected .*, got a ' that is not closed/],
  [["--command", "node", "--module", "veil.mjs"], /cannot be used with option '--module/],
  [["--command", "node", "--call-seconds", "0"], /whole number from 1 to 86400/],
  [[], /got neither; `neuroveil ciphers` lists ids/],
  [["hybrid", "--module", "veil.mjs"], /got both/],
  [["--module", "veil.mjs", "--frozen-features"], /got one's own; leave it out/],
])("the words %j are wrong usage", async (words, message) => {
  const { code, stderr } = await keystream(...words);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test.each([
  [["study", "own"], /--module or --command for the study own, got neither/],
  [["study", "robustness", "--module", "veil.mjs"], /neither --module nor --command .*, got one/],
])("%j is wrong usage", async (words, message) => {
  const { code, stderr } = await runCli(words, { cwd: await temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
