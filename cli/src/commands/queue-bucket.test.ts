import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decrypt } from "neuroveil";
import { encodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { Cluster } from "../testing/cluster.ts";
import { noRedis, RedisServer } from "../testing/redis-server.ts";
import { runCli } from "../testing/run-cli.ts";
import { S3Server } from "../testing/s3-server.ts";
import { gif, samplePicture } from "../testing/sample-files.ts";

if (noRedis !== undefined) console.log(`queue with a bucket: left out, ${noRedis}`);

test.skipIf(noRedis !== undefined)(
  "objects of a bucket are encrypted and decrypted by a worker, each once, and no secret is told",
  async () => {
    const redis = await RedisServer.start();
    const store = await S3Server.start();
    const cluster = await Cluster.make(redis);
    const env = { ...store.environment, NEUROVEIL_QUEUE_PASSWORD: redis.password };
    const root = ["--root", "s3://pictures/archive"];
    const png = async (seed: number): Promise<Uint8Array> =>
      (await encodeImage(samplePicture(seed))).bytes;
    for (const seed of [1, 2]) store.put(`archive/in/deep/${seed} ü+.png`, await png(seed));
    store.put("archive/in/e.gif", gif);
    store.put("archive/in/broken.png", (await png(3)).subarray(0, 60));
    store.put("elsewhere/x.png", await png(4));
    // Once in three answers.
    let asked = 0;
    store.fault = () => (++asked % 3 === 0 ? 503 : undefined);
    const rights = ["-R", "recipient.txt", "-i", "key.txt", "--jobs", "2"];
    const worker = cluster.worker([...rights, ...root], { env });

    const encrypt = ["encrypt", "s3://pictures/archive/in", "-o", "s3://pictures/archive/vault/"];
    const call = [...encrypt, "-R", "recipient.txt", ...root];
    const first = await cluster.call([...call, "--json", "--payload", "pixels"], { env });
    expect(first.stderr).toMatch(/broken\.png: expected /);
    expect(first.code).toBe(1);
    const { results } = JSON.parse(first.stdout) as {
      results: readonly { output: string | null; status: string }[];
    };
    expect(
      results.filter(({ status }) => status === "written").map(({ output }) => output),
    ).toEqual([1, 2].map((seed) => `s3://pictures/archive/vault/deep/${seed} ü+.png.veil.png`));
    const second = await cluster.call([...call, "--skip-existing", "--payload", "file"], { env });
    expect(second.stdout).toMatch(/2 of 4 files encrypted, 2 skipped/);
    const identities = [(await readFile(join(cluster.cwd, "key.txt"), "utf8")).trim()];
    const veiled = store.objects.get("archive/vault/deep/1 ü+.png.veil.png")!.bytes;
    expect((await decrypt(veiled, { identities })).bytes).toEqual(await png(1));

    const decrypting = [
      "decrypt",
      "s3://pictures/archive/vault",
      "-o",
      "s3://pictures/archive/back/",
    ];
    const back = await cluster.call([...decrypting, ...root], { env });
    expect(back.stdout).toMatch(/4 of 4 files decrypted$/m);
    expect(store.keys("archive/back/")).toEqual([
      "archive/back/broken.png",
      "archive/back/deep/1 ü+.png",
      "archive/back/deep/2 ü+.png",
      "archive/back/e.gif",
    ]);
    expect(store.objects.get("archive/back/e.gif")!.bytes).toEqual(Buffer.from(gif));
    const away = await cluster.call(
      ["decrypt", "s3://pictures/elsewhere/x.png", "-o", "s3://pictures/archive/y/", ...root],
      { env },
    );
    expect(away).toMatchObject({ code: 1, stderr: expect.stringMatching(/begins with s3:/) });

    worker.child.kill("SIGTERM");
    const { code, stderr, stdout } = await worker.ended;
    expect(code).toBe(0);
    // Neither what is said nor what lies in Redis holds it.
    const lying = redis.command("--raw", "EVAL", dump, "0");
    expect(lying.length).toBeGreaterThan(1000);
    for (const text of [first.stderr, first.stdout, back.stdout, stderr, stdout, lying])
      expect(text).not.toContain(store.secret);
  },
);

/** All that there is in hashes. */
const dump =
  "local all = '' for _, key in ipairs(redis.call('KEYS', '*')) do if redis.call('TYPE', key).ok == 'hash' then all = all .. table.concat(redis.call('HGETALL', key), ' ') end end return all";

test("a bucket wants its credentials, and an output in it", async () => {
  const { cwd } = await Cluster.make({ url: "redis://localhost:1", password: "" });
  const flags = ["--queue", "redis://localhost:1", "--queue-secret", "queue.secret"];
  const call = ["encrypt", "s3://pictures/in", "-R", "recipient.txt", "--root", "s3://pictures"];
  const none = await runCli([...call, ...flags], { cwd, env: { AWS_ACCESS_KEY_ID: "" } });
  expect(none).toMatchObject({ code: 2, stderr: expect.stringMatching(/AWS_ACCESS_KEY_ID/) });
  const store = await S3Server.start();
  const there = await runCli([...call, "-o", "here/", ...flags], { cwd, env: store.environment });
  expect(there).toMatchObject({ code: 1, stderr: expect.stringMatching(/got here\//) });
});

test("a worker ends before any work where a store would replace results", async () => {
  const { cwd } = await Cluster.make({ url: "redis://localhost:1", password: "" });
  const store = await S3Server.start();
  store.replaces = true;
  const flags = ["--queue", "redis://localhost:1", "--queue-secret", "queue.secret"];
  const rights = ["-R", "recipient.txt", "--root", "s3://pictures"];
  const call = await runCli(["worker", ...flags, ...rights], { cwd, env: store.environment });
  expect(call).toMatchObject({ code: 1, stdout: "" });
  expect(call.stderr).toMatch(/^neuroveil: expected a store at s3:.* keeps an object.*\n$/);
});
