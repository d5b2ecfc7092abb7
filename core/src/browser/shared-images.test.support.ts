import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatOf } from "../image/index.ts";

const data: string = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

/** The PNG and JPEG files of a folder of the shared images, by signature; none where they are absent. */
export async function sharedImages(folder: string): Promise<{ name: string; bytes: Uint8Array }[]> {
  if (!existsSync(data)) return [];
  const names = await readdir(join(data, folder), { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => ({
        name: join(parentPath, name).slice(data.length),
        bytes: new Uint8Array(await readFile(join(parentPath, name))),
      })),
  );
  return files.filter(({ bytes }) => ["png", "jpeg"].includes(formatOf(bytes)?.id ?? ""));
}
