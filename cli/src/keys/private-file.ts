import { stat } from "node:fs/promises";
import { printable, systemPath } from "@neuroveil/files";
import { standardStream } from "../files/standard-input.ts";
import { say } from "../terminal/streams.ts";

/** What the group and all others may do with a file. */
const others = 0o077;

/**
 * Says so where a file of secret keys is open to others than its owner.
 * @param what it holds: "identity", "key"
 */
export async function warnOfOthers(path: string, what: string): Promise<void> {
  if (path === standardStream) return;
  // Windows has no such modes, and Node makes one up.
  if (process.platform === "win32") return;
  const status = await stat(systemPath(path)).catch(() => undefined);
  if (status?.isFile() !== true || (status.mode & others) === 0) return;
  const mode = (status.mode & 0o777).toString(8);
  say(
    `${printable(path)}: others than its owner can get at this ${what} (mode ${mode}); chmod 600 makes it yours alone`,
  );
}
