import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Where Debian puts the programs; the newest. */
const folder = "/usr/lib/postgresql";
const programs = existsSync(folder)
  ? readdirSync(folder)
      .map((version) => join(folder, version, "bin"))
      .findLast((path) => existsSync(join(path, "initdb")))
  : undefined;

/** PostgreSQL does not run as root. */
const asOther = process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--"] : [];

/** Why tests that need a PostgreSQL are left out; undefined where there is one. */
export const noPostgres: string | undefined =
  programs === undefined ||
  (asOther.length > 0 && spawnSync("runuser", ["-u", "postgres", "true"]).status !== 0)
    ? "no PostgreSQL server (apt-get install postgresql)"
    : undefined;

/** A PostgreSQL of a test's own, which asks nobody for a password. */
export class PostgresServer {
  readonly password = "";
  readonly port: number;
  readonly #folder: string;

  private constructor(port: number, data: string) {
    this.port = port;
    this.#folder = data;
  }

  static async start(): Promise<PostgresServer> {
    const above = await temporaryFolder();
    await chmod(above, 0o755);
    const data = join(above, "postgres");
    await mkdir(data);
    if (asOther.length > 0) execFileSync("chown", ["postgres", data]);
    const server = new PostgresServer(await freePort(), data);
    server.#run("initdb", "-D", join(data, "data"), "-A", "trust", "-U", "postgres");
    server.start();
    onTestFinished(() => server.kill());
    return server;
  }

  get url(): string {
    return `postgres://postgres@localhost:${this.port}/postgres`;
  }

  start(): void {
    const options = `-p ${this.port} -k ${this.#folder}`;
    this.#run("pg_ctl", "-D", join(this.#folder, "data"), "-w", "-o", options, "start");
  }

  /** Ends it without a word to anybody, as a cut of power does. */
  kill(): void {
    try {
      this.#run("pg_ctl", "-D", join(this.#folder, "data"), "-m", "immediate", "stop");
    } catch {
      // It has ended.
    }
  }

  #run(program: string, ...args: readonly string[]): void {
    const call = [...asOther, join(programs!, program), ...args];
    execFileSync(call[0]!, call.slice(1), { cwd: "/", stdio: "ignore" });
  }
}
