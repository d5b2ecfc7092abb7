import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encrypt } from "neuroveil";
import { encodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("a cipher image that was sent as text is told so, named or in a folder", async () => {
  const cwd = await temporaryFolder();
  const keys = await keyFile(cwd);
  const { bytes } = await encodeImage(samplePicture());
  const veiled = await encrypt(bytes, { key: new Uint8Array(32).fill(0x0f), name: "a.png" });
  const text = Buffer.from(veiled).toString("latin1").replaceAll("\n", "\r\n");
  await mkdir(join(cwd, "vault"));
  await writeFile(join(cwd, "vault/a.png.veil.png"), text, "latin1");
  await writeFile(join(cwd, "vault/b.png.veil.png"), Buffer.from(veiled).toString("utf8"));
  await writeFile(join(cwd, "vault/c.png.veil.png"), veiled);

  const decrypted = await runCli(["decrypt", "vault", "-o", "back", ...keys], { cwd });
  expect(decrypted.code).toBe(1);
  expect(lines(decrypted.stderr)).toEqual([
    expect.stringMatching(/a\.png\.veil\.png: .*as text.*LF became CR LF.*binary mode/),
    expect.stringMatching(/b\.png\.veil\.png: .*as text.*UTF-8/),
  ]);
  expect(await readdir(join(cwd, "back"))).toEqual(["a.png"]);

  const inspected = await runCli(["inspect", "vault/a.png.veil.png", "--json"], { cwd });
  expect(inspected.code).toBe(1);
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    error: { code: "broken", message: expect.stringContaining("LF became CR LF") },
  });
});
