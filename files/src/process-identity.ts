import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Which process of which machine something belongs to, in characters that fit into a file name. */
export interface ProcessIdentity {
  /** The machine, and where it has several spaces of process ids (containers) the one of them. */
  readonly host: string;
  readonly pid: number;
  /** When it started, since ids are given anew; {@link unknownStart} where the system does not say. */
  readonly start: string;
}

const unknownStart = "00000000";

let own: ProcessIdentity | undefined;

/** This process. */
export function thisProcess(): ProcessIdentity {
  own ??= { host: host(), pid: process.pid, start: startOf(process.pid) ?? unknownStart };
  return own;
}

export function isThisProcess({ host, pid, start }: ProcessIdentity): boolean {
  const self = thisProcess();
  return host === self.host && pid === self.pid && start === self.start;
}

/** Whether a process has ended for certain. One of another machine never has: we cannot see it. */
export function hasEnded({ host, pid, start }: ProcessIdentity): boolean {
  if (host !== thisProcess().host) return false;
  if (!isRunning(pid)) return true;
  if (start === unknownStart) return false;
  const now = startOf(pid);
  return now !== undefined && now !== start;
}

/** What {@link parseIdentity} reads. */
export function identityText({ host, pid, start }: ProcessIdentity): string {
  return `${host}-${pid}-${start}`;
}

/** A regular expression for {@link identityText}. */
export const identityPattern = "[0-9a-f]{8}-[1-9][0-9]{0,9}-[0-9a-f]{8}";

/** @param text that matches {@link identityPattern} */
export function parseIdentity(text: string): ProcessIdentity {
  const [host, pid, start] = text.split("-") as [string, string, string];
  return { host, pid: Number(pid), start };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: somebody else's process, so it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  // A zombie has ended; its parent has not asked for the exit code yet.
  return !/^[ZX]/.test(processFields(pid)?.[0] ?? "");
}

function startOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    // Clock ticks since the machine started, so which start of the machine belongs to it.
    const ticks = processFields(pid)?.[19];
    return ticks && digest(readIfThere("/proc/sys/kernel/random/boot_id"), ticks);
  }
  if (process.platform === "win32") return undefined;
  try {
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return text.trim() === "" ? undefined : digest(text.trim());
  } catch {
    return undefined;
  }
}

/**
 * The fields of /proc/PID/stat behind the program's name, which may hold anything: the state is the
 * first of them (field 3 in proc(5)), the start the twentieth (field 22).
 */
function processFields(pid: number): string[] | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  return text === "" ? undefined : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function host(): string {
  let processIds = "";
  try {
    processIds = readlinkSync("/proc/self/ns/pid");
  } catch {
    // No Linux: one space of process ids.
  }
  return digest(hostname(), readIfThere("/etc/machine-id"), processIds);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function digest(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);
}
