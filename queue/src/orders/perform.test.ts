import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createThreadedEngine } from "@neuroveil/jobs/images";
import { createKeyRing, generateIdentity } from "neuroveil/keys";
import { decrypt, encrypt } from "neuroveil";
import { expect, test } from "vitest";
import { FolderRoot } from "../shared-root/folder/folder-root.ts";
import { Records } from "../shared-root/records.ts";
import type { DecryptJob, EncryptJob, FileJob } from "../sealed/job.ts";
import { QueueKeys } from "../sealed/keys.ts";
import { jobId, sealOrder } from "../sealed/order.ts";
import { temporaryFolder } from "../temporary-folder.test.support.ts";
import type { Means, Naming } from "./means.ts";
import { perform } from "./perform.ts";

const keys = new QueueKeys(new Uint8Array(32).fill(1));
const reader = await generateIdentity();
const stranger = await generateIdentity();
const engine = await createThreadedEngine();
const text = new TextEncoder().encode("not a picture, so its bytes are encrypted as a file");

const naming: Naming = {
  sealed: (path) => path,
  restored: (sealed, path, extension) =>
    extension === undefined ? (sealed ?? path) : `${sealed ?? path}.${extension}`,
  numbered: (name, number) => name.replace(/(\.[^.]*)?$/, `-${number}$1`),
};

interface Worker extends Means {
  /** Of its root. */
  readonly path: string;
}

async function worker(): Promise<Worker> {
  const root = await FolderRoot.at(await temporaryFolder());
  const { path } = root;
  await mkdir(join(path, "in"));
  await writeFile(join(path, "in/a.txt"), text);
  return {
    keys,
    root,
    path,
    rights: {
      recipients: new Set([reader.recipient]),
      keys: createKeyRing({ identities: [reader.identity] }),
    },
    engine,
    naming,
    records: new Records(root.own, keys),
  };
}

const toEncrypt: EncryptJob = {
  kind: "encrypt",
  input: "in/a.txt",
  output: "out/a.txt.veil.png",
  recipients: [reader.recipient],
  cipher: "hybrid",
  protection: "sealed",
};
const toDecrypt: DecryptJob = { kind: "decrypt", input: toEncrypt.output, folder: "back" };

/** Of orders, so that each is later than the ones before. */
let now = Date.now();

/** Asks for a job as a producer does. */
async function order(
  { root }: Means,
  job: FileJob,
  issued: number = ++now,
): Promise<{ readonly id: string; readonly data: unknown }> {
  const { content } = await root.read(keys, job.input);
  const id = jobId(keys, job, content);
  return { id, data: sealOrder(keys, id, job, issued) };
}

async function run(means: Means, job: FileJob): Promise<unknown> {
  const { id, data } = await order(means, job, ++now);
  return summary(await perform(id, data, means));
}

function summary(performed: Awaited<ReturnType<typeof perform>>): unknown {
  if ("failure" in performed) return performed.failure.message;
  return [performed.ending.status, ...performed.results];
}

test("a file is encrypted for its reader and comes back, each once", async () => {
  const means = await worker();
  expect(await run(means, toEncrypt)).toEqual(["written", "a.txt.veil.png"]);
  const veiled = await readFile(join(means.path, toEncrypt.output));
  expect((await decrypt(veiled, { identities: [reader.identity] })).bytes).toEqual(text);
  expect(await run(means, toDecrypt)).toEqual(["written", "a.txt"]);
  expect(new Uint8Array(await readFile(join(means.path, "back/a.txt")))).toEqual(text);

  // Once more, as after a worker that was thought dead.
  expect(await run(means, toEncrypt)).toEqual(["kept", "a.txt.veil.png"]);
  expect(await readFile(join(means.path, toEncrypt.output))).toEqual(veiled);
  expect(await run(means, toDecrypt)).toEqual(["kept", "a.txt"]);
  expect(await readdir(join(means.path, "back"))).toEqual(["a.txt"]);
  expect(await readdir(join(means.path, "out"))).toEqual(["a.txt.veil.png"]);
});

test("nobody may read more of a result than of its input, and its time comes back", async () => {
  const means = await worker();
  const path = join(means.path, "in/a.txt");
  await chmod(path, 0o600);
  const { mtimeMs } = await stat(path);
  await run(means, toEncrypt);
  await run(means, toDecrypt);
  for (const result of ["out/a.txt.veil.png", "back/a.txt"])
    expect((await stat(join(means.path, result))).mode & 0o777).toBe(0o600);
  expect((await stat(join(means.path, "back/a.txt"))).mtimeMs).toBeCloseTo(mtimeMs, 2);
});

test("what lies under a result's name and is something else stays, and the job fails", async () => {
  const means = await worker();
  await mkdir(join(means.path, "out"));
  await writeFile(join(means.path, toEncrypt.output), "mine");
  expect(await run(means, toEncrypt)).toMatch(/expected a new name, got out\/a\.txt\.veil\.png/);
  expect(await readFile(join(means.path, toEncrypt.output), "utf8")).toBe("mine");
});

test("beside another file of its name a decrypted one gets a number", async () => {
  const means = await worker();
  await run(means, toEncrypt);
  await mkdir(join(means.path, "back"));
  await writeFile(join(means.path, "back/a.txt"), "mine");
  await symlink("/etc/passwd", join(means.path, "back/a-2.txt"));
  expect(await run(means, toDecrypt)).toEqual(["written", "a-3.txt"]);
  expect(await run(means, toDecrypt)).toEqual(["kept", "a-3.txt"]);
  expect(await readFile(join(means.path, "back/a.txt"), "utf8")).toBe("mine");
});

test("an old order gives nothing: its result was taken away, its file is another, its day is over", async () => {
  const means = await worker();
  for (const [job, folder, name] of [
    [toEncrypt, "out", "a.txt.veil.png"],
    [toDecrypt, "back", "a.txt"],
  ] as const) {
    const old = await order(means, job);
    expect(summary(await perform(old.id, old.data, means))).toEqual(["written", name]);
    // A second execution, told from the record, with nothing read.
    const idle = { ...means, engine: undefined as never };
    expect(summary(await perform(old.id, old.data, idle))).toEqual(["kept", name]);
    await rm(join(means.path, folder, name));
    expect(summary(await perform(old.id, old.data, idle))).toMatch(/was taken away since/);
    expect(await readdir(join(means.path, folder))).toEqual([]);
    // Who may ask can ask again.
    expect(await run(means, job)).toEqual(["written", name]);
  }

  const before = await order(means, toEncrypt);
  await writeFile(join(means.path, toEncrypt.input), "another file under the same name");
  expect(summary(await perform(before.id, before.data, means))).toMatch(/with other bytes/);

  const day = 24 * 3600 * 1000;
  for (const issued of [Date.now() - day - 1000, Date.now() + 3600 * 1000]) {
    const late = await order(means, toEncrypt, issued);
    expect(summary(await perform(late.id, late.data, means))).toMatch(/order of the last 24 hours/);
  }
});

test("nothing is done for readers that the worker does not know, or without an identity", async () => {
  const means = await worker();
  const readers = [stranger.recipient, reader.recipient];
  for (const recipients of [[stranger.recipient], readers])
    expect(await run(means, { ...toEncrypt, recipients })).toMatch(/--recipient for each reader/);
  expect(await readdir(means.path)).toEqual(["in"]);
  await run(means, toEncrypt);
  const blind = { ...means, rights: { ...means.rights, keys: undefined } };
  expect(await run(blind, toDecrypt)).toMatch(/--identity, got a job to decrypt/);
});

test("a job that nobody signed is not done, nor one under another's id, nor what is none", async () => {
  const means = await worker();
  const real = await order(means, toEncrypt);
  const evil = new QueueKeys(new Uint8Array(32).fill(2));
  const forged = sealOrder(evil, real.id, toEncrypt, Date.now());
  const other = await order(means, { ...toEncrypt, output: "out/b.veil.png" });
  for (const [id, data] of [
    [real.id, forged],
    [real.id, other.data],
    ["1", real.data],
    [undefined, real.data],
    [real.id, "nonsense"],
  ] as const) {
    const performed = await perform(id, data, means);
    expect(performed).toMatchObject({ failure: { code: "tampered" } });
  }
  expect(await readdir(means.path)).toEqual(["in"]);
});

test("a signed job that leads out of the root is not done either", async () => {
  const means = await worker();
  const outside = dirname(means.path);
  await symlink(outside, join(means.path, "up"));
  const { content } = await means.root.read(keys, toEncrypt.input);
  const jobs: readonly FileJob[] = [
    { ...toEncrypt, input: "../x" },
    { ...toEncrypt, input: "/etc/passwd" },
    { ...toEncrypt, output: "../escaped.veil.png" },
    { ...toEncrypt, output: "up/escaped.veil.png" },
    { ...toEncrypt, output: ".neuroveil-queue/x" },
    { ...toDecrypt, input: toEncrypt.input, folder: "../" },
  ];
  for (const job of jobs) {
    const id = jobId(keys, job, content);
    const performed = await perform(id, sealOrder(keys, id, job, Date.now()), means);
    expect(performed, JSON.stringify(job)).toMatchObject({ failure: { code: "input" } });
  }
  expect(await readdir(outside)).not.toContain("escaped.veil.png");
});

test("a broken picture is told as what it is, and not tried again", async () => {
  const means = await worker();
  await writeFile(join(means.path, "in/a.txt"), "\u0089PNG\r\n\u001a\n and no more");
  const { id, data } = await order(means, { ...toEncrypt, payload: "pixels" });
  const performed = await perform(id, data, means);
  expect(performed).toMatchObject({ failure: { code: expect.any(String) } });
  expect((performed as { failure: object }).failure).not.toHaveProperty("passing");
});

test("an order that failed is not carried out once more, whoever puts it back; a new one is", async () => {
  const means = await worker();
  const path = join(means.path, "in/b.png");
  const job: EncryptJob = { ...toEncrypt, input: "in/b.png", output: "out/b", payload: "pixels" };
  const broken = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
  await writeFile(path, broken);
  const asked = await order(means, job);
  const first = summary(await perform(asked.id, asked.data, means));
  expect(first).toMatch(/^expected /);
  // Nothing is read: the file is gone, and the answer is the same.
  await rm(path);
  expect(summary(await perform(asked.id, asked.data, means))).toBe(first);
  await writeFile(path, broken);
  const again = await order(means, job);
  expect(again.id).toBe(asked.id);
  await rm(path);
  expect(summary(await perform(again.id, again.data, means))).not.toBe(first);
});

test("what can pass is tried five times for one order, and not more", async () => {
  const full: Worker = await worker();
  let times = 0;
  const engine = {
    ...full.engine,
    seal: () => {
      times++;
      throw Object.assign(new Error("no space"), { code: "ENOSPC", syscall: "write", errno: -28 });
    },
  };
  const { id, data } = await order(full, toEncrypt);
  for (let i = 0; i < 8; i++) {
    const performed = await perform(id, data, { ...full, engine });
    expect(performed).toHaveProperty("failure.passing", true);
  }
  expect(times).toBe(5);
});

test("a sealed name that begins with a dot comes back as one that is seen", async () => {
  const means = await worker();
  const veiled = await encrypt(text, {
    recipients: [reader.recipient],
    name: ".profile",
    payload: "file",
  });
  await writeFile(join(means.path, "in/hidden.veil.png"), veiled);
  const job: DecryptJob = { kind: "decrypt", input: "in/hidden.veil.png", folder: "back" };
  expect(await run(means, job)).toEqual(["written", "_.profile"]);
  expect(await readdir(join(means.path, "back"))).toEqual(["_.profile"]);
});
