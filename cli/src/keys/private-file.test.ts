import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateIdentity } from "neuroveil/keys";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { hexKey } from "../testing/sample-files.ts";
import { readIdentities, readKeyFile } from "./key-files.ts";

test.skipIf(process.platform === "win32").each([
  [0o600, 0],
  [0o400, 0],
  [0o640, 1],
  [0o604, 1],
  [0o622, 1],
  [0o644, 1],
])("a file of secret keys of mode %o: %i lines", async (mode, count) => {
  const path = join(await temporaryFolder(), "key.txt");
  const { identity } = await generateIdentity();
  await writeFile(path, `${identity}\n`);
  await chmod(path, mode);
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await readIdentities(path)).toEqual([identity]);
  await writeFile(path, hexKey);
  expect(await readKeyFile(path)).toEqual(new Uint8Array(Buffer.from(hexKey, "hex")));
  const lines = written.mock.calls.map(([line]) => String(line));
  written.mockRestore();
  expect(lines).toHaveLength(2 * count);
  for (const line of lines) {
    expect(line).toMatch(/^neuroveil: .*key\.txt: others .* \(mode \d{3}\); chmod 600 .*\n$/);
    expect(line).not.toContain("AGE-SECRET-KEY");
    expect(line).not.toContain(hexKey);
  }
});
