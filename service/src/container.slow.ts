import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { decrypt } from "neuroveil";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  containerSteps,
  freePort,
  repository,
  wordsOf,
  type Step,
} from "./container-steps.test.support.ts";
import { own, png, token } from "./testing.test.support.ts";

// Where no program for containers is: the steps of the container file, each as it stands there, in an
// empty folder. The system around them is this machine's, and so is Node.

let above: string;
beforeAll(async () => {
  above = await mkdtemp(join(tmpdir(), "neuroveil-container-"));
  await chmod(above, 0o755);
});
afterAll(() => rm(above, { recursive: true, force: true }));

/** What a stage comes to: where its files are, its variables, and what it starts. */
interface Image {
  readonly root: string;
  readonly env: Record<string, string>;
  folder: string;
  user: number | undefined;
  entrypoint: readonly string[];
  health: readonly string[];
}

async function build(steps: readonly Step[]): Promise<Image> {
  const stages = new Map<string, Image>();
  let image: Image | undefined;
  for (const [instruction, rest] of steps) {
    if (instruction === "FROM") {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? "last";
      const root = join(above, name);
      await mkdir(root);
      image = { root, env: {}, folder: "/", user: undefined, entrypoint: [], health: [] };
      stages.set(name, image);
    } else await take(instruction, rest, image!, stages);
  }
  return image!;
}

async function take(
  instruction: string,
  rest: string,
  image: Image,
  stages: ReadonlyMap<string, Image>,
): Promise<void> {
  const inside = (path: string): string => join(image.root, resolve(image.folder, path));
  const known: Readonly<Record<string, () => unknown>> = {
    WORKDIR: () => mkdir(join(image.root, (image.folder = rest)), { recursive: true }),
    ENV: () =>
      Object.assign(
        image.env,
        Object.fromEntries([...rest.matchAll(/(\w+)=(\S+)/g)].map(([, ...pair]) => pair)),
      ),
    COPY: async () => {
      const [, from, source, target] = /^(?:--from=(\w+) )?(\S+) (\S+)$/.exec(rest)!;
      if (from === undefined) copyRepository(inside(target!));
      else {
        const path = join(stages.get(from)!.root, source!);
        await cp(path, inside(target!), { recursive: true, verbatimSymlinks: true });
      }
    },
    RUN: () =>
      execFileSync("sh", ["-ec", rest], {
        cwd: inside("."),
        stdio: ["ignore", "ignore", "pipe"],
        env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...image.env },
      }),
    USER: () => (image.user = Number(rest.split(":")[0])),
    EXPOSE: () => undefined,
    HEALTHCHECK: () => (image.health = wordsOf(rest)),
    ENTRYPOINT: () => (image.entrypoint = wordsOf(rest)),
  };
  // What is not known here would be a step that nobody tries.
  expect(Object.keys(known)).toContain(instruction);
  await known[instruction]!();
}

/** All that a clean clone has, as it is in the working tree. */
function copyRepository(target: string): void {
  const names = execFileSync("git", ["ls-files", "-z"], { cwd: repository });
  const packed = execFileSync("tar", ["-c", "--null", "-T", "-"], {
    cwd: repository,
    input: names,
    maxBuffer: 2 ** 30,
  });
  execFileSync("tar", ["-x"], { cwd: target, input: packed });
}

test("the steps of the container file make a service that starts, is healthy and encrypts", async () => {
  const image = await build(await containerSteps());
  const port = await freePort();
  const asNobody = process.getuid?.() === 0 ? { uid: image.user!, gid: image.user! } : {};
  const options = {
    cwd: join(image.root, image.folder),
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      ...image.env,
      NEUROVEIL_SERVICE_PORT: String(port),
      NEUROVEIL_SERVICE_TOKEN: token,
    },
    ...asNobody,
  };
  const [command, ...args] = image.entrypoint;
  const child = spawn(command!, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  try {
    const [said] = (await once(child.stderr, "data")) as [Buffer];
    expect(said.toString()).toMatch(/^The service is at http:\/\/0\.0\.0\.0:/);
    const [look, ...how] = image.health;
    expect(spawnSync(look!, how, options)).toMatchObject({ status: 0 });
    const file = await png();
    const address = `http://127.0.0.1:${port}/encrypt?recipient=${own.recipient}`;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(address, { method: "POST", body: file, headers });
    expect(answer.status).toBe(200);
    const veiled = new Uint8Array(await answer.arrayBuffer());
    expect((await decrypt(veiled, { identities: [own.identity] })).bytes).toEqual(file);
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
    // The same look at one that is gone: else it says nothing.
    expect(spawnSync(look!, how, options).status).not.toBe(0);
  } finally {
    child.kill("SIGKILL");
  }
});
