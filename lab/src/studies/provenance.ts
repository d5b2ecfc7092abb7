import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { arch, cpus, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** With what a run was made: enough to repeat it, and nothing that names a machine or its user. */
export interface Provenance {
  readonly versions: {
    readonly neuroveil: string;
    readonly node: string;
    readonly v8: string;
    readonly openssl: string;
  };
  /** Of the sources, where the program runs from a checkout of its own; null elsewhere. */
  readonly commit: string | null;
  /** Whether files of that checkout had been changed; null without one. */
  readonly changed: boolean | null;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    /** Of 2^30 bytes, rounded. */
    readonly memoryGiB: number;
    readonly system: string;
  };
}

/** Of this program on this machine. */
export async function provenance(): Promise<Provenance> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  const { node, v8, openssl } = process.versions;
  const processors = cpus();
  return {
    versions: { neuroveil: version, node, v8: v8, openssl: openssl },
    ...(await checkout()),
    machine: {
      processor: processors[0]?.model.trim() ?? "unknown",
      cores: processors.length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${arch()}`,
    },
  };
}

/** The commit of these sources; of no folder that merely has the program installed in it. */
async function checkout(): Promise<Pick<Provenance, "commit" | "changed">> {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const git = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)("git", words, { cwd })).stdout.trim();
  try {
    await git("ls-files", "--error-unmatch", "package.json");
    const commit = await git("rev-parse", "HEAD");
    return { commit, changed: (await git("status", "--porcelain", "-uno")) !== "" };
  } catch {
    return { commit: null, changed: null };
  }
}
