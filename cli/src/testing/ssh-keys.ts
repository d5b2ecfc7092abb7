import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Why tests of signatures cannot run here; undefined where they can. */
export const noSshKeygen: string | undefined =
  spawnSync("ssh-keygen", ["-?"]).error === undefined
    ? undefined
    : "ssh-keygen is not installed (Debian: openssh-client)";

if (noSshKeygen !== undefined) console.warn(`signatures are not tested: ${noSshKeygen}`);

/** Makes `name` and `name.pub` in a folder. */
export async function sshKey(folder: string, name: string, passphrase = ""): Promise<string> {
  const path = join(folder, name);
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", `${name}@x`, "-f", path]);
  return path;
}

/** The signature that the stock command makes of a text. */
export function stockSignature(key: string, content: Uint8Array, namespace = "neuroveil"): Buffer {
  const args = ["-Y", "sign", "-f", key, "-n", namespace];
  return execFileSync("ssh-keygen", args, { input: content, stdio: ["pipe", "pipe", "ignore"] });
}

/** Whether the stock command accepts a signature. */
export function stockVerifies(
  allowedSigners: string,
  name: string,
  signature: string,
  content: Uint8Array,
): boolean {
  const args = ["-Y", "verify", "-f", allowedSigners, "-I", name, "-n", "neuroveil"];
  return spawnSync("ssh-keygen", [...args, "-s", signature], { input: content }).status === 0;
}

/**
 * An agent that has keys without a passphrase.
 * @returns its socket, and what ends it
 */
export async function sshAgent(
  folder: string,
  keys: readonly string[],
): Promise<readonly [socket: string, end: () => void]> {
  const socket = join(folder, "agent");
  const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: ["ignore", "pipe", "ignore"] });
  await once(agent.stdout, "data");
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  for (const key of keys) await run("ssh-add", ["-q", key], { env });
  return [socket, () => agent.kill()];
}
