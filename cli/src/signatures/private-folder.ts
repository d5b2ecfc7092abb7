import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onInterrupt } from "@neuroveil/files";

/** A folder that nobody else can write into, for copies of what another program is to read. */
export interface PrivateFolder {
  readonly path: string;
  remove(): void;
}

export async function privateFolder(): Promise<PrivateFolder> {
  const path = await mkdtemp(join(tmpdir(), "neuroveil-"));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  return {
    path,
    remove() {
      forget();
      remove();
    },
  };
}
