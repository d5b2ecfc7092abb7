import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";
import { onInterrupt } from "@neuroveil/files";

// Worker threads start programs of their own, and may be gone before the process is: so the numbers of
// all programs lie in memory that every thread shares, and the main thread ends them whatever happens.

const name = "neuroveil: programs that run";
/** More than a machine has cores. */
const places = 4096;

function shared(): Int32Array {
  const given = getEnvironmentData(name);
  if (given instanceof SharedArrayBuffer) return new Int32Array(given);
  const memory = new SharedArrayBuffer(4 * places);
  setEnvironmentData(name, memory);
  return new Int32Array(memory);
}

const running = shared();

if (isMainThread) {
  onInterrupt(endAll);
  process.on("exit", endAll);
}

/** Notes a program that has been started; the process does not end without it. */
export function noteStarted(pid: number): void {
  for (let place = 0; place < places; place++)
    if (Atomics.compareExchange(running, place, 0, pid) === 0) return;
}

/** Forgets a program that has ended: its number may become another's. */
export function noteEnded(pid: number): void {
  const place = running.indexOf(pid);
  if (place >= 0) Atomics.compareExchange(running, place, pid, 0);
}

/** Ends a program and all that it has started. */
export function endProgram(pid: number): void {
  try {
    // It leads a group of its own; Windows has none.
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function endAll(): void {
  for (const pid of running) if (pid !== 0) endProgram(pid);
}
