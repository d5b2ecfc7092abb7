import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decrypt } from "neuroveil";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./repository.ts";

/** Somebody's folder, with the examples and a picture in it. */
let cwd: string;
const run = promisify(execFile);
const node = (...words: string[]): Promise<{ stdout: string }> =>
  run(process.execPath, words, { cwd });

const data = Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7) ^ (i >> 6));
const picture: Image = {
  width: 64,
  height: 48,
  channels: 3,
  bits: 8,
  colour: "rgb",
  data,
  metadata: {},
};

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "neuroveil-examples-"));
  await cp(join(root, "examples"), join(cwd, "examples"), { recursive: true });
  await symlink(join(root, "node_modules"), join(cwd, "node_modules"), "junction");
  await writeFile(join(cwd, "photo.png"), (await encodeImage(picture)).bytes);
});
afterAll(() => rm(cwd, { recursive: true }));

test("node: a file becomes noise and comes back", async () => {
  const { stdout } = await node("examples/node/round-trip.mjs", "photo.png");
  expect(stdout).toMatch(/^photo\.png\.veil\.png: \d+ bytes\nphoto\.png: \d+ bytes, verified\n$/);
  const veiled = await decodeImage(await readFile(join(cwd, "photo.png.veil.png")));
  expect(veiled.data).not.toEqual(data);
});

test("node: a damaged file is refused in one line", async () => {
  const bytes = await readFile(join(cwd, "photo.png"));
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(join(cwd, "damaged.png"), bytes);
  const call = node("examples/node/round-trip.mjs", "damaged.png");
  await expect(call).rejects.toMatchObject({ code: 1, stderr: /^broken: .+\n$/ });
});

test("batch: a folder is encrypted, and what is there is left", async () => {
  const { identity, recipient } = await generateIdentity();
  await mkdir(join(cwd, "photos"));
  const photo = await readFile(join(cwd, "photo.png"));
  await writeFile(join(cwd, "photos/a.png"), photo);
  await writeFile(join(cwd, "photos/note.txt"), "no picture");
  const call = ["examples/batch/encrypt-folder.mjs", "photos", "veiled", recipient];
  const { stdout } = await node(...call);
  expect(stdout.split("\n")).toHaveLength(3);
  expect((await readdir(join(cwd, "veiled"))).toSorted()).toEqual([
    "a.png.veil.png",
    "note.txt.veil.png",
  ]);
  const opened = await decrypt(await readFile(join(cwd, "veiled/a.png.veil.png")), {
    identities: [identity],
  });
  expect((await decodeImage(opened.bytes)).data).toEqual(data);
  expect((await node(...call)).stdout).toBe("");
});

test("own cipher: the laboratory takes it, and finds what is wrong with it", async () => {
  const program = join(root, "core/bin/neuroveil.js");
  const module = "examples/own-cipher/chained.mjs";
  const { stdout } = await node(program, "analyze", "photo.png", "--module", module, "--json");
  const { results } = JSON.parse(stdout) as {
    readonly results: readonly {
      readonly cipher: string;
      readonly metrics: readonly { readonly id: string; readonly verdict: string }[];
    }[];
  };
  const { metrics } = results.find(({ cipher }) => cipher === "my-chained")!;
  const failed = new Set(metrics.filter((m) => m.verdict === "fail").map(({ id }) => id));
  expect(failed).toContain("same-image-npcr");
  expect(failed).not.toContain("chi-square");
});

test("own attack: breaks what it is made for, and not what it is not", async () => {
  const { stdout } = await node("examples/own-attack/known-chain.mjs");
  expect(stdout).toMatch(
    /^my-chained: broken,[^]*^ {2}recovered 1\.0000 [^]*^conv-multi: stands,/m,
  );
});
