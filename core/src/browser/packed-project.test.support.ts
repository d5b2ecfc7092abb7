import { execFile } from "node:child_process";
import { lstat, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const run = promisify(execFile);

/** What `npm install neuroveil` brings of ours. */
export const packages: readonly string[] = [
  "neuroveil",
  "@neuroveil/cli",
  "@neuroveil/files",
  "@neuroveil/jobs",
];

/** A project of somebody else's, with nothing in it but the packages as npm would publish them. */
export interface PackedProject {
  readonly folder: string;
  /** Why there is nothing installed, where the registry cannot be reached. */
  readonly unreachable: string | undefined;
  remove(): Promise<void>;
}

/** Packs and installs in a folder of its own. */
export async function packedProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-project-"));
  const workspaces = packages.flatMap((name) => ["--workspace", name]);
  const pack = ["pack", "--json", "--pack-destination", folder, ...workspaces];
  const packed = JSON.parse((await run("npm", pack, { cwd: root })).stdout) as readonly {
    readonly filename: string;
  }[];
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const files = packed.map(({ filename }) => `./${filename}`);
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", ...files];
  const unreachable = await run("npm", install, { cwd: folder }).then(() => undefined, notReached);
  return { folder, unreachable, remove: () => rm(folder, { recursive: true }) };
}

/** @throws what else may have gone wrong */
function notReached(error: { readonly stderr?: string }): string {
  const [code] = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED)\b/.exec(
    error.stderr ?? "",
  ) ?? [undefined];
  if (code === undefined) throw error;
  return `npm's registry cannot be reached (${code}), and its cache has not all that is needed`;
}

/** What a folder takes on a disk with blocks of 4 KiB, in MiB. */
export async function mebibytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 4096), 0) / 256;
}
