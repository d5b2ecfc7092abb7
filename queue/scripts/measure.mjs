// Prints how fast jobs go through the queue: two workers beside one, the queue beside the pool of one
// machine, and plain BullMQ with empty jobs. Wants redis-server on the PATH and a machine that does
// nothing else.
//
//     npm run queue:measure -- 10000
//
// With --flat it only looks whether memory stays as it is while so many jobs go through the queue, with two
// workers, and through the pool; a busy machine may do that, since it takes no notice of the time. It ends
// with exit code 1 when it grows.
//
//     npm run queue:measure -- 100000 --flat
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { encodeImage } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";

const files = Number(process.argv[2] ?? 2000);
const flat = process.argv.includes("--flat");
/** Parts of the jobs at whose end memory is looked at. */
const marks = flat ? [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98] : [0.25, 0.95];
/** Memory is flat when the least of the last three looks is less than this above that of the first three, MB. */
const mostGrowth = 40;
const bin = new URL("../../core/bin/neuroveil.js", import.meta.url).pathname;
const cwd = mkdtempSync(join(tmpdir(), "neuroveil-measure-"));

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** How much more memory each process has at the end than at the beginning of what was seen. */
function growth(looks) {
  const least = (few) => few[0].map((_, i) => Math.min(...few.map((each) => each[i])));
  if (looks.length < 6) return [Number.NaN];
  const [early, late] = [least(looks.slice(0, 3)), least(looks.slice(-3))];
  return late.map((mb, i) => mb - early[i]);
}

/** @returns the process of a call, and what it says */
function start(args) {
  const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (said.text += text));
  return { child, said, ended: once(child, "exit") };
}

/** Memory of a process, in MB. */
function memory({ pid }) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(kilobytes) / 1000);
}

const port = await freePort();
const redis = spawn("redis-server", ["--port", `${port}`, "--dir", cwd, "--save", ""], {
  stdio: "ignore",
});
const url = `redis://127.0.0.1:${port}`;
await setTimeout(500);
const rows = [];

try {
  const { identity, recipient } = await generateIdentity();
  writeFileSync(join(cwd, "key.txt"), `${identity}\n`, { mode: 0o600 });
  writeFileSync(join(cwd, "queue.secret"), `${"5c".repeat(32)}\n`, { mode: 0o600 });
  mkdirSync(join(cwd, "in"));
  for (let i = 0; i < files; i++) {
    const data = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => (at * (i + 3)) & 0xff);
    const image = {
      width: 32,
      height: 32,
      channels: 3,
      bits: 8,
      colour: "rgb",
      data,
      metadata: {},
    };
    writeFileSync(join(cwd, "in", `${i}.png`), (await encodeImage(image)).bytes);
  }
  const call = ["encrypt", "in", "-o", "out/", "-r", recipient, "--quiet"];
  const flags = ["--queue", url, "--queue-secret", "queue.secret", "--root", cwd];

  /** Encrypts the folder with so many workers of one thread each; none: here, by the pool. */
  const encrypt = async (name, count) => {
    rmSync(join(cwd, "out"), { recursive: true, force: true });
    const rights = ["-r", recipient, "--jobs", "1", "--quiet"];
    const workers = Array.from({ length: count }, () => start(["worker", ...flags, ...rights]));
    if (count > 0) await setTimeout(3000);
    const begun = performance.now();
    const producer = start(count > 0 ? [...call, ...flags] : call);
    const done = () => readdirSync(join(cwd, "out")).length;
    const remembered = [];
    while (producer.child.exitCode === null) {
      // A long list of names takes a while to be read.
      await setTimeout(flat ? 500 : 20);
      try {
        if (done() / files >= marks[remembered.length])
          remembered.push([producer, ...workers].map(({ child }) => memory(child)));
      } catch {
        // Not begun, or at its end.
      }
    }
    const seconds = (performance.now() - begun) / 1000;
    if (done() !== files) throw new Error(`${name}: ${done()} of ${files}\n${producer.said.text}`);
    for (const { child } of workers) child.kill("SIGTERM");
    for (const { ended } of workers) await ended;
    const text = remembered.map((each) => each.join("+")).join(" → ");
    rows.push([name, (files / seconds).toFixed(0), text, growth(remembered)]);
    return seconds;
  };

  const plain = async () => {
    const connection = { host: "127.0.0.1", port, maxRetriesPerRequest: null };
    const queue = new Queue("plain", { connection });
    let ended = 0;
    let allEnded;
    const all = new Promise((resolve) => (allEnded = resolve));
    const begun = performance.now();
    const worker = new Worker(
      "plain",
      async () => {
        if (++ended === files) allEnded();
      },
      { connection, concurrency: 2 },
    );
    for (let i = 0; i < files; i += 100)
      await queue.addBulk(Array.from({ length: 100 }, () => ({ name: "job", data: {} })));
    await all;
    rows.push([
      "plain BullMQ, empty jobs",
      (files / ((performance.now() - begun) / 1000)).toFixed(0),
      "",
    ]);
    await worker.close();
    await queue.close();
  };

  const compare = async () => {
    // In turns, so that what else the machine does falls on all alike.
    const ratios = [];
    for (let round = 0; round < 3; round++) {
      await plain();
      await encrypt("pool, all cores", 0);
      const one = await encrypt("queue, one worker", 1);
      ratios.push(one / (await encrypt("queue, two workers", 2)));
    }
    console.log(
      `${files} pictures of 32 × 32, jobs a second; memory of producer+workers in MB at 25 % and 95 %`,
    );
    for (const [name, rate, mb] of rows)
      console.log(`${name.padEnd(26)}${rate.padStart(7)}  ${mb}`);
    console.log(`two workers over one: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`);
  };

  if (flat) {
    await encrypt("pool, all cores", 0);
    await encrypt("queue, two workers", 2);
    console.log(`${files} pictures of 32 × 32; memory in MB from ${marks.join(", ")} of them on`);
    for (const [name, , mb, grown] of rows) {
      console.log(`${name.padEnd(20)}${mb}  growth ${grown.join("+")}`);
      if (!(Math.max(...grown) < mostGrowth)) process.exitCode = 1;
    }
  } else await compare();
} finally {
  redis.kill("SIGKILL");
  rmSync(cwd, { recursive: true, force: true });
}
