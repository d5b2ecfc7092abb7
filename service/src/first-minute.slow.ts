import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { decodeImage, samplesSha256 } from "neuroveil/image";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cwd = await mkdtemp(join(tmpdir(), "neuroveil-service-"));
afterAll(() => rm(cwd, { recursive: true }));

test("the first minute of docs/service.md works as it stands there", async () => {
  const page = await readFile(join(root, "docs/service.md"), "utf8");
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands!);
  expect(blocks).toHaveLength(2);
  await symlink(join(root, "node_modules"), join(cwd, "node_modules"));
  const photo = join(root, "core/src/image/cases/jpeg-xmp.jpg");
  await cp(photo, join(cwd, "photo.jpg"));
  const bash = (commands: string): Promise<{ stdout: string }> =>
    promisify(execFile)("bash", ["-euo", "pipefail", "-c", commands], { cwd });
  await bash(blocks[0]!);
  const program = join(root, "service/dist/main.js");
  const flags = ["--port", "0", "--identity", "key.txt", "--token-file", "token.txt"];
  const child = spawn(process.execPath, [program, ...flags], { cwd });
  const [said] = (await once(child.stderr, "data")) as [Buffer];
  const [, url] = /^The service is at (http:\S+) /.exec(said.toString())!;
  const { stdout } = await bash(blocks[1]!.replaceAll("http://127.0.0.1:8790", url!));
  expect(JSON.parse(stdout)).toMatchObject({ kind: "cipher", cipher: "hybrid" });
  const hashes = await Promise.all(
    [photo, join(cwd, "restored.png")].map(async (path) =>
      samplesSha256(await decodeImage(new Uint8Array(await readFile(path)))),
    ),
  );
  expect(hashes[1]).toBe(hashes[0]);
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});
