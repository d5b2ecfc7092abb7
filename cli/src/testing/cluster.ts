import type { ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { generateIdentity } from "neuroveil/keys";
import { lines, runCli, type Circumstances, type Ended } from "./run-cli.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Where the queue is; an empty password is none. */
interface Server {
  readonly url: string;
  readonly password: string;
}

/** A worker's process, and how it ends. */
export interface RunningWorker {
  readonly child: ChildProcess;
  /** Lines that it has said of results. */
  written(): number;
  readonly ended: Promise<Ended>;
}

/** A folder that producers and workers share (data/), a queue, its secret and a key pair. */
export class Cluster {
  readonly cwd: string;
  readonly data: string;
  readonly #server: Server;

  private constructor(cwd: string, server: Server) {
    this.cwd = cwd;
    this.data = join(cwd, "data");
    this.#server = server;
  }

  static async make(server: Server): Promise<Cluster> {
    const cluster = new Cluster(await temporaryFolder(), server);
    await mkdir(join(cluster.data, "in"), { recursive: true });
    const { identity, recipient } = await generateIdentity();
    const own = { mode: 0o600 };
    await writeFile(join(cluster.cwd, "key.txt"), `${identity}\n`, own);
    await writeFile(join(cluster.cwd, "recipient.txt"), `${recipient}\n`, own);
    await writeFile(join(cluster.cwd, "queue.secret"), `${"5c".repeat(32)}\n`, own);
    return cluster;
  }

  async recipient(): Promise<string> {
    return (await readFile(join(this.cwd, "recipient.txt"), "utf8")).trim();
  }

  /** A call that has the queue's secret and its password. */
  call(args: readonly string[], circumstances: Partial<Circumstances> = {}): Promise<Ended> {
    const { url, password } = this.#server;
    const flags = ["--queue", url, "--queue-secret", "queue.secret"];
    return runCli([...args, ...flags], {
      cwd: this.cwd,
      env: password === "" ? {} : { NEUROVEIL_QUEUE_PASSWORD: password },
      ...circumstances,
    });
  }

  encrypt(...more: readonly string[]): Promise<Ended> {
    const call = ["encrypt", "data/in", "-o", "data/vault/", "-R", "recipient.txt"];
    return this.call([...call, "--root", "data", ...more]);
  }

  decrypt(...more: readonly string[]): Promise<Ended> {
    return this.call(["decrypt", "data/vault", "-o", "data/back/", "--root", "data", ...more]);
  }

  /** A worker with all rights, which is gone when the test ends. */
  worker(more: readonly string[] = [], circumstances: Partial<Circumstances> = {}): RunningWorker {
    let child: ChildProcess | undefined;
    const rights = ["--root", "data", "-R", "recipient.txt", "-i", "key.txt"];
    const ended = this.call(["worker", ...rights, ...more], {
      ...circumstances,
      onStart: (started) => (child = started),
    });
    onTestFinished(async () => {
      child!.kill("SIGKILL");
      await ended;
    });
    let written = 0;
    child!.stdout!.on("data", (text: Buffer | string) => {
      written += lines(text.toString()).length;
    });
    return { child: child!, ended, written: () => written };
  }
}
