import { watch } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ChildProcess } from "node:child_process";

/** Something that writes files into a folder of its own, from inputs that others cannot read. */
export interface Writer {
  readonly folder: string;
  /** Runs to its end, unless `onStart` sees to it that it does not. */
  readonly run: (onStart: (child: ChildProcess) => void) => Promise<unknown>;
  /** By the names of all results: whether a file is one as a whole. */
  readonly results: Readonly<Record<string, (bytes: Buffer) => Promise<boolean>>>;
}

export interface Kills {
  /** What must not be, each told once. */
  readonly faults: string[];
  /** Kills after which something was left: the writer was hit while it wrote. */
  readonly hits: number;
}

/**
 * Kills a writer at random moments, each time in an empty folder, lets it run again there, and looks
 * at what is left: nothing incomplete under a final name, nothing that others can read, and after the
 * second run all results and nothing else.
 */
export async function killOften(writer: Writer, times: number): Promise<Kills> {
  const faults = new Set<string>();
  let hits = 0;
  /** Milliseconds that the last whole run took. */
  let whole = 0;
  for (let i = 0; i < times; i++) {
    await emptied(writer.folder);
    await (i % 2 === 0 ? killedWriting(writer) : killedAfter(writer, Math.random() * whole));
    const left = await readdir(writer.folder, { recursive: true });
    if (left.some((name) => isHidden(name))) hits++;
    for (const fault of await leftBy(writer, left)) faults.add(fault);
    const begun = performance.now();
    await writer.run(() => undefined);
    whole = performance.now() - begun;
    for (const fault of await finished(writer)) faults.add(`after the next run: ${fault}`);
  }
  return { faults: [...faults], hits };
}

async function killedAfter({ run }: Writer, milliseconds: number): Promise<void> {
  await run((child) => void setTimeout(() => child.kill("SIGKILL"), milliseconds));
}

/** Shortly after the first file was made: most of a run is spent elsewhere. */
async function killedWriting({ run, folder }: Writer): Promise<void> {
  let stop = (): void => undefined;
  await run((child) => {
    const watcher = watch(folder, () => {
      watcher.close();
      setTimeout(() => child.kill("SIGKILL"), Math.random() ** 2 * 60);
    });
    stop = () => watcher.close();
  });
  stop();
}

/** What is wrong with what a killed writer left. */
async function leftBy({ folder, results }: Writer, names: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const status = await stat(path);
    if ((status.mode & 0o077) !== 0 && status.isFile()) {
      faults.push(`${isHidden(name) ? "a hidden file" : name} can be read by others`);
    }
    if (isHidden(name) || !status.isFile()) continue;
    const isWhole = results[name];
    if (isWhole === undefined) faults.push(`nobody expects ${name}`);
    else if (!(await isWhole(await readFile(path)))) faults.push(`${name} is incomplete`);
  }
  return faults;
}

/** What is wrong after a run that came to its end. */
async function finished(writer: Writer): Promise<string[]> {
  const names = await readdir(writer.folder, { recursive: true });
  const faults = await leftBy(writer, names);
  if (names.some(isHidden)) faults.push("a hidden file is left");
  for (const name of Object.keys(writer.results)) {
    if (!names.includes(name)) faults.push(`${name} is missing`);
  }
  return faults;
}

function isHidden(name: string): boolean {
  return name.split("/").some((part) => basename(part).startsWith("."));
}

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
}
