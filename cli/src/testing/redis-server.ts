import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Why tests that need a Redis are left out; undefined where there is one. */
export const noRedis: string | undefined =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "no redis-server on the PATH (apt-get install redis-server)";

/** A Redis of a test's own, on a port of its own, with what it holds on the disk. */
export class RedisServer {
  readonly port: number;
  readonly password = "pass/word";
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<RedisServer> {
    if (noRedis !== undefined) throw new Error(noRedis);
    const server = new RedisServer(await freePort(), await temporaryFolder());
    onTestFinished(() => server.kill());
    await server.start();
    return server;
  }

  /** The address, without the password. */
  get url(): string {
    return `redis://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ["--port", String(this.port), "--dir", this.#folder, "--bind", "127.0.0.1"];
    const durable = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
    const rest = ["--requirepass", this.password, "--logfile", join(this.#folder, "log")];
    this.#process = spawn("redis-server", [...options, ...durable, ...rest], { stdio: "ignore" });
    while (!this.command("PING").includes("PONG")) await setTimeout(20);
  }

  async kill(): Promise<void> {
    if (this.#process === undefined || this.#process.exitCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
    this.#process = undefined;
  }

  /** What whoever can write to the queue can do, as text. */
  command(...args: readonly string[]): string {
    const flags = ["-p", String(this.port), "-a", this.password, "--no-auth-warning"];
    return spawnSync("redis-cli", [...flags, ...args], { encoding: "utf8" }).stdout ?? "";
  }
}
