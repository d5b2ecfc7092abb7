import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const cases = fileURLToPath(new URL("../../../core/src/image/cases/", import.meta.url));

test("a folder's run says of each file what will not come back, and how many JPEGs become PNG", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  const names = ["jpeg-mpo-two-views.jpg", "jpeg-xmp.jpg", "png-idot.png"];
  for (const name of names) await copyFile(join(cases, name), join(cwd, "in", name));
  await writePng(join(cwd, "in/plain.png"));

  const { code, stdout, stderr } = await runCli(["encrypt", "in", "-o", "out", "--json", ...key], {
    cwd,
  });
  expect(code).toBe(0);
  expect(lines(stderr)).toHaveLength(3);
  expect(stderr).toMatch(
    /^neuroveil: in\/jpeg-mpo-two-views\.jpg: a JPEG with another picture behind its end .*, so its bytes are encrypted as a file/m,
  );
  expect(stderr).toContain(
    "neuroveil: in/png-idot.png: does not come back: the chunk iDOT, 28 bytes (--payload file keeps everything)\n",
  );
  expect(lines(stderr).at(-1)).toBe(
    "neuroveil: 1 JPEG will come back as PNG with the same pixels (CMYK as TIFF); --payload file keeps files as they are",
  );
  const results: { input: string; payload: string; fallback?: string; notKept?: string[] }[] =
    JSON.parse(stdout).results;
  const told = results.map(({ input, payload, fallback, notKept }) => [
    input.slice(3),
    payload,
    fallback !== undefined,
    notKept,
  ]);
  expect(told).toEqual([
    ["jpeg-mpo-two-views.jpg", "file", true, undefined],
    ["jpeg-xmp.jpg", "pixels", false, undefined],
    ["plain.png", "pixels", false, undefined],
    ["png-idot.png", "pixels", false, ["the chunk iDOT, 28 bytes"]],
  ]);

  const decrypted = await runCli(["decrypt", "out", "-o", "back", ...key], { cwd });
  expect(decrypted.stderr).toBe("");
  const original = await readFile(join(cases, "jpeg-mpo-two-views.jpg"));
  expect((await readFile(join(cwd, "back/jpeg-mpo-two-views.jpg"))).equals(original)).toBe(true);
  const xmp = await readFile(join(cwd, "back/jpeg-xmp.png"));
  expect(xmp.includes("XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta ")).toBe(true);

  const inspected = await runCli(["inspect", "in/jpeg-mpo-two-views.jpg", "--json"], { cwd });
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    notKept: ["APP2 MPF data, 86 bytes", "another picture behind its end (EOI), 423 bytes"],
  });
});
