import { readFile } from "node:fs/promises";

/**
 * The most memory that this program has had, in bytes. On Linux the kernel's own high-water mark:
 * `maxRSS` there begins with what the parent process had.
 */
export async function peakMemory(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const mark = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return 1024 * (mark === undefined ? process.resourceUsage().maxRSS : Number(mark));
}
