import { cpus, loadavg } from "node:os";

/** What it was measured on. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly node: string;
  /** Mean number of processes at work in the minute, five and fifteen minutes before it began. */
  readonly loadBefore: readonly number[];
}

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? "unknown",
    processors: processors.length,
    node: process.version,
    loadBefore: loadavg(),
  };
}
