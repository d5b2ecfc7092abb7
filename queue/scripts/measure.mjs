// Prints how fast jobs go through the queue: two workers beside one, the queue beside the pool of one
// machine, and plain BullMQ with empty jobs. Wants redis-server on the PATH and a machine that does
// nothing else.
//
//     npm run queue:measure -- 10000
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
      await setTimeout(20);
      try {
        const part = done() / files;
        if (part >= 0.25 && remembered.length === 0)
          remembered.push([producer, ...workers].map(({ child }) => memory(child)).join("+"));
        if (part >= 0.95 && remembered.length === 1)
          remembered.push([producer, ...workers].map(({ child }) => memory(child)).join("+"));
      } catch {
        // Not begun, or at its end.
      }
    }
    const seconds = (performance.now() - begun) / 1000;
    if (done() !== files) throw new Error(`${name}: ${done()} of ${files}\n${producer.said.text}`);
    for (const { child } of workers) child.kill("SIGTERM");
    for (const { ended } of workers) await ended;
    rows.push([name, (files / seconds).toFixed(0), remembered.join(" → ")]);
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
  for (const [name, rate, mb] of rows) console.log(`${name.padEnd(26)}${rate.padStart(7)}  ${mb}`);
  console.log(`two workers over one: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`);
} finally {
  redis.kill("SIGKILL");
  rmSync(cwd, { recursive: true, force: true });
}
