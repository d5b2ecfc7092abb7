import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decrypt } from "neuroveil";
import { cipherById } from "neuroveil/ciphers";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";
import { readWeights } from "neuroveil/internal/networks";
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

const compiler = ["cc", "gcc", "clang"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);

test.skipIf(compiler === undefined)(
  "c: the hybrid cipher written again from its page gives the library's bytes, and refuses",
  async () => {
    const program = join(cwd, "hybrid");
    const sources = ["hybrid.c", "filter.c"].map((name) => join(root, "examples/c", name));
    execFileSync(compiler!, ["-std=c99", "-Wall", "-Werror", "-O1", ...sources, "-o", program]);
    const { encoder, mask } = readWeights(
      await readFile(join(root, "core/weights/hybrid.safetensors")),
    );
    const weights = [encoder, mask].flatMap(({ first, second, bias }) =>
      [first, second, bias].map((part) => new Uint8Array(Int16Array.from(part).buffer)),
    );
    const cipher = cipherById("hybrid");
    const filter = (
      verb: string,
      [width, height]: readonly [number, number],
      ...parts: readonly Uint8Array[]
    ) =>
      spawnSync(program, [verb, String(width), String(height)], {
        input: Buffer.concat([...weights, ...parts]),
        maxBuffer: 1 << 24,
      });
    // One sample, a part of a tile, tiles at the right and bottom edge, several rows of tiles.
    for (const shape of [
      [1, 1],
      [5, 3],
      [64, 64],
      [210, 300],
    ] as const) {
      const [width, height] = shape;
      const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 7 * i + width);
      const plain = Uint8Array.from({ length: width * height }, (_, i) => (i * i) >> 3);
      const raster = {
        width,
        height,
        channels: 1,
        bytesPerSample: 1,
        data: plain.slice(),
      } as const;
      const keyVector = await cipher.encrypt(raster, key, { threads: 1 });
      const sent = filter(
        "encrypt",
        shape,
        key,
        keyVector.map(() => 0),
        plain,
      ).stdout;
      expect(Buffer.compare(sent, Buffer.concat([keyVector, raster.data]))).toBe(0);
      const back = filter("decrypt", shape, key, sent);
      expect([back.status, Buffer.compare(back.stdout.subarray(32), plain)]).toEqual([0, 0]);
      const altered = sent.map((byte, i) => (i === 32 ? byte ^ 1 : byte));
      const refused = filter("decrypt", shape, key, altered);
      expect([refused.status, refused.stdout.length]).toEqual([1, 0]);
    }
  },
);
