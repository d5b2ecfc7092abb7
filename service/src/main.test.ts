import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsOf, startCommand, type StartOptions } from "./settings/start-options.ts";
import { own, token } from "./testing.test.support.ts";

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-service-"));
  await writeFile(path("key.txt"), `${own.identity}\n`, { mode: 0o600 });
  await writeFile(path("token.txt"), `# of today\n${token}\n`, { mode: 0o600 });
  await writeFile(path("short.txt"), "hunter2\n");
});
afterAll(() => rm(folder, { recursive: true }));

/** What the flags come to. */
async function settings(...words: string[]): Promise<Awaited<ReturnType<typeof settingsOf>>> {
  const command = startCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.action(() => undefined).parseAsync(words, { from: "user" });
  return settingsOf(command.opts<StartOptions>());
}

test("on this machine it starts without a token, and decrypts nothing", async () => {
  expect(await settings()).toMatchObject({ tokens: [], identities: [], passphrases: false });
});

test.each([
  [["--host", "0.0.0.0"], "got none, and others than this machine"],
  [["--host", "::"], "got none, and others than this machine"],
  [["--identity", "KEY"], "got none, and every user"],
  [["--token-file", "SHORT"], "got one of 7 characters"],
  [["--token-file", "KEY", "--host-name", "https://x"], "a name without port"],
  [["--trusted-proxy", "proxy.example"], "an address or a network"],
  [["--max-body", "600"], "--max-held of at least --max-body"],
])("%j is refused", async (words, message) => {
  const files: Readonly<Record<string, string>> = { KEY: "key.txt", SHORT: "short.txt" };
  const given = words.map((word) => (word in files ? path(files[word]!) : word));
  await expect(settings(...given)).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining(message) as unknown,
  });
});

test("a file that is not there, and one that is no identity", async () => {
  const flags = ["--token-file", path("token.txt"), "--identity"];
  await expect(settings(...flags, path("gone.txt"))).rejects.toMatchObject({ code: "input" });
  await expect(settings(...flags, path("short.txt"))).rejects.toThrow("short.txt");
});

test("a token of the environment counts, and is taken out of it", async () => {
  process.env["NEUROVEIL_SERVICE_TOKEN"] = token;
  expect(await settings("--host", "0.0.0.0", "--identity", path("key.txt"))).toMatchObject({
    tokens: [token],
    identities: [own.identity],
  });
  expect(process.env["NEUROVEIL_SERVICE_TOKEN"]).toBeUndefined();
});

test("there is no flag for a token", async () => {
  await expect(settings("--token", token)).rejects.toMatchObject({ exitCode: 1 });
});

const program = fileURLToPath(new URL("../dist/main.js", import.meta.url));

function run(...words: string[]): ChildProcess {
  return start(program, words);
}

function start(file: string, words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [file, ...words], { stdio: ["ignore", "pipe", "pipe"] });
}

test("starts, says where, and ends on SIGTERM with code 0", async () => {
  const child = run(
    "--port",
    "0",
    "--identity",
    path("key.txt"),
    "--token-file",
    path("token.txt"),
  );
  const log = text(child.stdout!);
  const [said] = (await once(child.stderr!, "data")) as [Buffer];
  const [, url] = /^The service is at (http:\S+) /.exec(said.toString())!;
  const answer = await fetch(`${url}/health/ready`);
  expect(await answer.json()).toEqual({ status: "ready" });
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
  const events = (await log)
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events).toEqual(["listening", "request", "stopping", "stopped"]);
});

test.each([
  ["is not there", undefined],
  ["cannot be read", "throw new Error('no');"],
])("it ends with one line and code 1 when its worker's file %s", async (name, content) => {
  const copy = path(name);
  await cp(join(program, ".."), join(copy, "dist"), { recursive: true });
  await symlink(join(program, "../../../node_modules"), join(copy, "node_modules"));
  await writeFile(join(copy, "package.json"), '{ "type": "module" }');
  const worker = join(copy, "dist/threads/worker.js");
  await (content === undefined ? rm(worker) : writeFile(worker, content));
  const child = start(join(copy, "dist/main.js"), ["--port", "0"]);
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
  expect(said).toMatch(/^neuroveil-service: expected worker threads that start, got none .*\n$/);
  expect(code).toBe(1);
});

test("a refusal is one line, with exit code 2", async () => {
  const child = run("--host", "0.0.0.0");
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
  expect(said).toMatch(/^neuroveil-service: expected a token in --token-file or .*\n$/);
  expect(code).toBe(2);
});
