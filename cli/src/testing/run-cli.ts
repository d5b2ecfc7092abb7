import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../../core/bin/neuroveil.js", import.meta.url));

/** How a call of the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the process as it starts, e.g. to kill it; with it, its input is a pipe. */
  readonly onStart?: (child: ChildProcess) => void;
  /** A shell line around the call, in which "$@" stands for it, e.g. `ulimit -f 8; "$@"`. */
  readonly shell?: string;
  /** Node's own options, e.g. `--import` of what changes the system for a test. */
  readonly node?: readonly string[];
}

/** Calls the built command line as a user does, in its own process. */
export function runCli(args: readonly string[], circumstances: Circumstances): Promise<Ended> {
  const { cwd, onStart, shell, node = [] } = circumstances;
  const call = [process.execPath, ...node, bin, ...args];
  const [command, ...rest] = shell === undefined ? call : ["bash", "-c", shell, "bash", ...call];
  const env: NodeJS.ProcessEnv = { ...process.env, ...circumstances.env };
  // What the test runner sets for itself is no business of the program.
  for (const name of ["NODE_OPTIONS", "VITEST", "NODE_ENV"]) delete env[name];
  return new Promise((resolve, reject) => {
    const child = spawn(command!, rest, { cwd, env });
    if (onStart === undefined) child.stdin.end();
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    onStart?.(child);
  });
}

/** Lines of a stream, without the empty one at the end. */
export function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
