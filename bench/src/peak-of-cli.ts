import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const bin = fileURLToPath(new URL("../../core/bin/neuroveil.js", import.meta.url));

/** Writes the process's own high-water mark when it ends, as Linux counts it. */
const hook = `import { readFileSync, writeFileSync } from "node:fs";
process.on("exit", () => {
  const [, mark] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  writeFileSync(process.env.PEAK, String(1024 * Number(mark)));
});`;

/**
 * Calls the command line, and says what memory it took at the most. On Linux only.
 *
 * @returns bytes of resident memory
 */
export async function peakOfCli(args: readonly string[], cwd: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-peak-"));
  try {
    const peak = join(folder, "peak");
    const hooked = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
    const env = { ...process.env, PEAK: peak, NODE_OPTIONS: "" };
    await promisify(execFile)(process.execPath, [...hooked, bin, ...args], { cwd, env });
    return Number(await readFile(peak, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
