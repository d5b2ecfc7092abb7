import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Raster } from "neuroveil/ciphers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCipher, type ProgramCipher } from "./program-cipher.ts";

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-programs-"));
  program = join(folder, "cipher.mjs");
  await writeFile(program, text);
});
afterAll(() => rm(folder, { recursive: true }));

// Adds its key to every sample; on images 40 samples wide it does what its argument says.
const text = `
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const [mode, file] = process.argv.slice(2);
let all = Buffer.alloc(0);
let key, call;
const out = (text) => process.stdout.write(text);
const about = { id: "mine", nativeKey: { bytes: 1, nonceBytes: 0 }, keyVectorBytes: 2 };
if (mode === "mute") setInterval(() => {}, 1000);
else if (mode === "chatty") out("Hello, I am a cipher\\n");
else if (mode === "endless") out("x".repeat(70000));
else if (mode === "array") out("[1, 2]\\n");
else if (mode === "keyless") out('{"id":"mine"}\\n');
else if (mode === "misnamed") out(JSON.stringify({ ...about, id: "My Cipher" }) + "\\n");
else if (mode === "crash") throw new Error("no licence");
else {
  if (mode === "warns") console.error("a warning\\nand more");
  out(JSON.stringify(about) + "\\n");
  process.stdin.on("data", (bytes) => { all = Buffer.concat([all, bytes]); while (answer()); });
}
const faults = {
  dies: () => { console.error("Traceback\\nValueError: no such\\x1b[31m state"); process.exit(3); },
  killed: () => process.kill(process.pid, "SIGTERM"),
  hangs: () => { const child = spawn("sleep", ["100"]); writeFileSync(file, process.pid + " " + child.pid); for (;;); },
  garbage: () => out("debug: round 1\\n"),
  short: (n) => out("ok " + (n - 1) + "\\n" + "x".repeat(n - 1)),
  stuck: (n) => out("ok " + n + "\\n" + "x".repeat(n - 1)),
  long: (n) => out("ok " + n + "\\n" + "x".repeat(n + 7)),
  closes: () => { process.stdout.end(); setInterval(() => {}, 1000); },
  no: () => out("no: images 40 wide are not for me\\n".replace("no:", "no")),
};
function answer() {
  const at = all.indexOf(10);
  if (at < 0) return false;
  const [verb, width, height, channels, wide] = all.subarray(0, at).toString().split(" ");
  const size = width * height * channels * wide;
  const start = at + 1, vector = verb === "decrypt" ? 2 : 0;
  if (all.length < start + 1 + vector + size) return false;
  const key = all[start];
  const data = all.subarray(start + 1 + vector, start + 1 + vector + size);
  all = all.subarray(start + 1 + vector + size);
  if (width === "40" && faults[mode]) { faults[mode](size + 2); return true; }
  const sign = verb === "encrypt" ? 1 : -1;
  const result = data.map((byte) => byte + sign * key);
  out("ok " + (size + 2) + "\\n");
  out(Buffer.from([1, 2]));
  out(result);
  return true;
}
`;

async function start(mode: string, callSeconds = 20, ...rest: string[]): Promise<ProgramCipher> {
  return await startCipher([process.execPath, program, mode, ...rest], { callSeconds });
}

const shape = { height: 2, channels: 1, bytesPerSample: 1 } as const;
const wide = (width: number): Raster => ({
  ...shape,
  width,
  data: Uint8Array.from({ length: 2 * width }, (_, i) => i),
});

test("a program is a cipher, in one process for many calls", async () => {
  const { cipher, program: running } = await start("warns");
  expect(cipher).toMatchObject({
    id: "mine",
    lossless: true,
    keySpace: "2^8",
    nativeKey: { bytes: 1, nonceBytes: 0, description: "1 bytes" },
    keyVectorBytes: 2,
  });
  const rasters = [wide(3), wide(500_000), wide(1)];
  const vectors = await Promise.all(
    rasters.map((raster) => cipher.encrypt(raster, Uint8Array.of(250))),
  );
  for (const [i, raster] of rasters.entries()) {
    expect(raster.data[1]).toBe(251);
    expect(vectors[i]).toEqual(Uint8Array.of(1, 2));
    await cipher.decrypt(raster, Uint8Array.of(250), vectors[i]!);
    expect(Buffer.compare(raster.data, wide(raster.width).data)).toBe(0);
  }
  expect(running.said).toBe("a warning\nand more");
  running.close();
});

test.each([
  [
    "dies",
    /to answer "encrypt", got a program that ended with exit code 3, and on standard error "ValueError: no such\?\[31m state"; see docs/,
  ],
  ["killed", /got a program that was ended by SIGTERM; see/],
  ["garbage", /to answer "encrypt" with "ok 82", or "no" and why, got "debug: round 1"; see/],
  ["short", /with "ok 82", or "no" and why, got "ok 81"; see/],
  [
    "long",
    /to answer "encrypt" with what its line announces, got 7 bytes more; print messages to standard error/,
  ],
  ["closes", /got a program that closed standard output/],
])("a program that %s fails in one line, and stays failed", async (mode, message) => {
  const { cipher, program: running } = await start(mode);
  const before = wide(40);
  const error: unknown = await cipher.encrypt(before, Uint8Array.of(9)).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: "input" });
  const said = (error as Error).message;
  expect(said).toMatch(message);
  expect(said).toMatch(/^expected ".*cipher\.mjs/);
  expect(said).not.toContain("\n");
  expect(before.data).toEqual(wide(40).data);
  // It would pass for a refusal of a wrong key otherwise.
  await expect(cipher.encrypt(wide(3), Uint8Array.of(9))).rejects.toBe(error);
  expect(running.failure).toBe(error);
});

test("a program that refuses an image goes on with others", async () => {
  const { cipher, program: running } = await start("no");
  await expect(cipher.encrypt(wide(40), Uint8Array.of(9))).rejects.toThrow(
    /to encrypt, got "no": "images 40 wide are not for me"; give it/,
  );
  const raster = wide(3);
  await cipher.encrypt(raster, Uint8Array.of(9));
  expect(raster.data[0]).toBe(9);
  running.close();
});

test.each([
  [
    "mute",
    /to print what its cipher is within 1 s, got nothing; mend it, or give it longer with --call-seconds/,
  ],
  [
    "chatty",
    /to begin with a line of JSON that says what its cipher is, got "Hello, I am a cipher"; see/,
  ],
  ["endless", /with a line of at most 65536 bytes, got a longer one/],
  ["array", /"nativeKey": \{ "bytes": … \}, got "\[1, 2\]"/],
  ["keyless", /"nativeKey": \{ "bytes": … \}, got/],
  ["misnamed", /"id" to be a name of lower-case letters, digits and hyphens, got "My Cipher"/],
  ["crash", /ended with exit code 1, and on standard error "Error: no licence"/],
])("a program that is %s when it starts is refused", async (mode, message) => {
  await expect(start(mode, mode === "mute" ? 1 : 20)).rejects.toThrow(message);
});

test("a program that is not there is refused", async () => {
  const words = [join(folder, "nothing"), "x"];
  await expect(startCipher(words, { callSeconds: 5 })).rejects.toThrow(
    /nothing x" to start, got no such program; check the name/,
  );
});

/** Whether a process is there; one that has ended and that nobody asks about is not. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return status !== undefined && !/\) [ZX] /.test(status);
}

async function gone(pids: readonly number[]): Promise<boolean> {
  for (let i = 0; i < 100; i++) {
    const alive = await Promise.all(pids.map(runs));
    if (!alive.includes(true)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const pidsIn = async (file: string): Promise<number[]> => {
  for (let i = 0; i < 400; i++) {
    const pids = await readFile(file, "utf8").catch(() => "");
    if (/^\d+ \d+$/.test(pids)) return pids.split(" ").map(Number);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("expected the program to start");
};

test.skipIf(process.platform !== "linux")(
  "a program that hangs is ended in time, with what it has started",
  async () => {
    const file = join(folder, "hung");
    const { cipher } = await start("hangs", 1, file);
    await expect(cipher.encrypt(wide(40), Uint8Array.of(9))).rejects.toThrow(
      /to answer "encrypt" within 1 s, got nothing; mend it, or give it longer/,
    );
    expect(await gone(await pidsIn(file))).toBe(true);
  },
);

// As a worker of `compare` does, whose thread is gone before anybody can put it in order.
const caller = (programs: string, interrupts: string): string => `
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { watchInterrupts } from ${JSON.stringify(interrupts)};
import { startCipher } from ${JSON.stringify(programs)};
if (isMainThread) {
  watchInterrupts();
  new Worker(new URL(import.meta.url), { workerData: process.argv.slice(2) });
} else {
  const { cipher } = await startCipher(workerData, { callSeconds: 60 });
  await cipher.encrypt({ width: 40, height: 2, channels: 1, bytesPerSample: 1, data: new Uint8Array(80) }, Uint8Array.of(9));
}`;

test.skipIf(process.platform !== "linux")(
  "Ctrl-C ends a program that hangs in a worker thread, with what it has started",
  async () => {
    const built = (path: string): string => new URL(`../../../${path}`, import.meta.url).href;
    const main = join(folder, "main.mjs");
    await writeFile(
      main,
      caller(built("lab/dist/programs/index.js"), built("files/dist/index.js")),
    );
    const file = join(folder, "interrupted");
    const node = process.execPath;
    const child = spawn(node, [main, node, program, "hangs", file], { stdio: "ignore" });
    const pids = await pidsIn(file);
    const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(await gone(pids)).toBe(true);
  },
);
