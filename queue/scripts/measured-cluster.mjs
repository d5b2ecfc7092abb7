// What `measure.mjs` measures: a Redis of its own, a folder of pictures, and calls of the command line on
// it, with their time and memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { generateIdentity } from "neuroveil/keys";

const bin = new URL("../../core/bin/neuroveil.js", import.meta.url).pathname;

/** Parts of a run at whose end memory is looked at. */
const marks = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Milliseconds between two looks at how far it is: names are counted, and many take a while to be read. */
const lookEvery = (files) => Math.max(50, files / 50);

export class MeasuredCluster {
  cwd = mkdtempSync(join(tmpdir(), "neuroveil-measure-"));
  #port;
  #redis;
  #recipient;

  static async start() {
    const cluster = new MeasuredCluster();
    cluster.#port = await freePort();
    const args = ["--port", `${cluster.#port}`, "--dir", cluster.cwd, "--save", ""];
    cluster.#redis = spawn("redis-server", args, { stdio: "ignore" });
    await delay(500);
    const { identity, recipient } = await generateIdentity();
    cluster.#recipient = recipient;
    writeFileSync(join(cluster.cwd, "key.txt"), `${identity}\n`, { mode: 0o600 });
    writeFileSync(join(cluster.cwd, "queue.secret"), `${"5c".repeat(32)}\n`, { mode: 0o600 });
    return cluster;
  }

  stop() {
    this.#redis.kill("SIGKILL");
    rmSync(this.cwd, { recursive: true, force: true });
  }

  get connection() {
    return { host: "127.0.0.1", port: this.#port, maxRetriesPerRequest: null };
  }

  /** Makes a folder of pictures. */
  async fill(folder, count, picture) {
    mkdirSync(join(this.cwd, folder));
    for (let i = 0; i < count; i++)
      writeFileSync(join(this.cwd, folder, `${i}.png`), await picture(i));
  }

  /**
   * Encrypts a folder.
   * @param workers how many do it, of one thread each; none: this machine's pool
   * @returns seconds, and the memory of each process in MB at each mark
   */
  async encrypt(folder, workers) {
    rmSync(join(this.cwd, "out"), { recursive: true, force: true });
    const files = readdirSync(join(this.cwd, folder)).length;
    const url = `redis://127.0.0.1:${this.#port}`;
    const flags = ["--queue", url, "--queue-secret", "queue.secret", "--root", this.cwd];
    const rights = ["-r", this.#recipient, "--jobs", "1", "--quiet"];
    const others = Array.from({ length: workers }, () =>
      this.#call(["worker", ...flags, ...rights]),
    );
    // They are there when it begins, and their threads, too.
    if (workers > 0) await delay(4000);
    const call = ["encrypt", folder, "-o", "out/", "-r", this.#recipient, "--quiet"];
    const begun = performance.now();
    const producer = this.#call(workers > 0 ? [...call, ...flags] : call);
    const looks = [];
    const isOver = () => producer.child.exitCode !== null || producer.child.signalCode !== null;
    const timer = setInterval(() => {
      if (isOver() || this.#written() / files < marks[looks.length]) return;
      const look = [producer, ...others].map(memoryOf);
      // One that has ended, and nobody was told of it yet, has none.
      if (!look.includes(Number.NaN)) looks.push(look);
    }, lookEvery(files));
    await producer.ended;
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(timer);
    const written = this.#written();
    if (written !== files)
      throw new Error(`${written} of ${files} files were written\n${producer.said.text}`);
    for (const { child } of others) child.kill("SIGTERM");
    for (const { ended } of others) await ended;
    return { seconds, rate: files / seconds, looks };
  }

  /**
   * Encrypts a folder without a queue, in so many calls at once, each on a processor of its own, since a
   * call takes all that it may use.
   * @returns pictures a second
   */
  async encryptApart(folder, calls) {
    rmSync(join(this.cwd, "out"), { recursive: true, force: true });
    const names = readdirSync(join(this.cwd, folder));
    const begun = performance.now();
    const running = Array.from({ length: calls }, (_, call) => {
      const share = names.filter((__, at) => at % calls === call).map((name) => join(folder, name));
      const args = ["encrypt", ...share, "-o", "out/", "-r", this.#recipient, "--quiet"];
      return this.#call(args, ["taskset", "-c", `${call}`]);
    });
    for (const { ended } of running) await ended;
    const seconds = (performance.now() - begun) / 1000;
    const written = this.#written();
    if (written !== names.length)
      throw new Error(`${written} of ${names.length} files were written\n${running[0].said.text}`);
    return names.length / seconds;
  }

  #written() {
    try {
      return readdirSync(join(this.cwd, "out")).filter((name) => !name.startsWith(".")).length;
    } catch {
      // Not begun.
      return 0;
    }
  }

  #call(args, before = []) {
    const options = { cwd: this.cwd, stdio: ["ignore", "pipe", "pipe"] };
    const [program, ...rest] = [...before, process.execPath, bin, ...args];
    const child = spawn(program, rest, options);
    const said = { text: "" };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (said.text += text));
    return { child, said, ended: once(child, "exit") };
  }
}

/** Of a process, in MB. */
function memoryOf({ child: { pid } }) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1000);
  } catch {
    // It has ended meanwhile.
    return Number.NaN;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
