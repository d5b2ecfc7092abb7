import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { BucketRoot } from "@neuroveil/queue";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../testing/free-port.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const python = "/usr/bin/python3";
const noSwift =
  spawnSync(python, ["-c", "import swift.common.middleware.s3api"]).status === 0
    ? undefined
    : "no OpenStack Swift (apt-get install python3-swift)";
if (noSwift !== undefined) console.log(`bucket: left out, ${noSwift}`);

/** A store of others' making, with a bucket `pictures` in it. */
async function swift(): Promise<Readonly<Record<string, string>>> {
  const port = await freePort();
  const script = fileURLToPath(new URL("../testing/swift_store.py", import.meta.url));
  const args = [script, await temporaryFolder(), String(port), "test:tester", "secret-word"];
  const child = spawn(python, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const address = `http://127.0.0.1:${port}`;
  return {
    AWS_ENDPOINT_URL_S3: address,
    AWS_ACCESS_KEY_ID: "test:tester",
    AWS_SECRET_ACCESS_KEY: "secret-word",
    AWS_REGION: "test-1",
  };
}

test.skipIf(noSwift !== undefined)(
  "a store of others' making takes our signatures and lists, and is refused where it knows no conditional writes",
  async () => {
    const environment = await swift();
    const root = await BucketRoot.open("s3://pictures/a b+(ü🙂)!'*&=%", environment);
    const content = new TextEncoder().encode("content");
    // A page holds a thousand.
    const names = Array.from({ length: 1005 }, (_, i) => `j${i}`);
    for (let at = 0; at < names.length; at += 15)
      await Promise.all(names.slice(at, at + 15).map((name) => root.own.write(name, content)));
    for (const name of [names[0]!, names[1004]!])
      expect(new Uint8Array((await root.own.read(name, 100))!)).toEqual(content);
    await root.own.forget(Date.now() + 60_000);
    for (const name of [names[0]!, names[1]!, names[1003]!, names[1004]!])
      expect(await root.own.read(name, 100)).toBeUndefined();

    const folder = await root.folder("out", true);
    const options = { permissions: undefined, otherwise: "take it away" };
    await expect(
      folder.write([{ name: "x", bytes: content, modified: undefined }], options),
    ).rejects.toMatchObject({
      code: "output",
      message: expect.stringContaining("conditional writes") as unknown,
    });
    expect(await folder.isThere("x")).toBe(false);

    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: "another" };
    await expect(BucketRoot.open("s3://pictures", wrong)).rejects.toMatchObject({
      code: "input",
      message: expect.stringContaining("SignatureDoesNotMatch") as unknown,
    });
  },
);
