import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  containerSteps,
  copiedFromBuild,
  freePort,
  repository,
  wordsOf,
} from "./container-steps.test.support.ts";

const steps = await containerSteps();
const copied = copiedFromBuild(steps).map(([source]) => source);
const rest = (instruction: string): string => steps.findLast(([each]) => each === instruction)![1];

async function json<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(repository, path), "utf8")) as T;
}

/** Folders of the workspaces that one needs to run, itself included. */
async function needed(folder: string): Promise<ReadonlySet<string>> {
  const { workspaces } = await json<{ workspaces: readonly string[] }>("package.json");
  const packages = await Promise.all(
    workspaces.map(async (each) => {
      const { name, dependencies = {} } = await json<{
        name: string;
        dependencies?: Readonly<Record<string, string>>;
      }>(`${each}/package.json`);
      return { folder: each, name, dependencies: Object.keys(dependencies) };
    }),
  );
  const found = new Set([folder]);
  for (const each of found) {
    const { dependencies } = packages.find((one) => one.folder === each)!;
    for (const one of packages) if (dependencies.includes(one.name)) found.add(one.folder);
  }
  return found;
}

test("what the container file copies is there, and all that the service needs of the repository is copied", async () => {
  expect(copied).toContain("node_modules");
  for (const name of copied) expect(existsSync(join(repository, name)), name).toBe(true);
  expect(copied.filter((name) => name !== "node_modules").toSorted()).toEqual(
    [...(await needed("service"))].toSorted(),
  );
  for (const [source, target] of copiedFromBuild(steps)) expect(target).toBe(source);
});

test("what it builds leaves out is not what it needs", async () => {
  const { workspaces } = await json<{ workspaces: readonly string[] }>("package.json");
  // npm refuses workspaces that are not there, so the stage that builds has them all.
  expect(steps).toContainEqual(["COPY", ". ."]);
  const ignored = await readFile(join(repository, ".dockerignore"), "utf8");
  for (const name of workspaces) expect(ignored.split("\n")).not.toContain(name);
});

test("its commands run: the start answers, and the look at its health fails where nothing listens", async () => {
  const [start, ...args] = wordsOf(rest("ENTRYPOINT"));
  expect(start).toBe("node");
  const told = spawnSync(process.execPath, [...args, "--help"], { cwd: repository });
  expect(told.status).toBe(0);
  const names = [...rest("ENV").matchAll(/(NEUROVEIL_\w+)=/g)].map(([, name]) => name!);
  expect(names).toHaveLength(2);
  for (const name of names) expect(told.stdout.toString()).toContain(name);
  const [look, ...how] = wordsOf(rest("HEALTHCHECK"));
  expect(look).toBe("node");
  const env = { NEUROVEIL_SERVICE_PORT: String(await freePort()) };
  const { status, stderr } = spawnSync(process.execPath, how, { env });
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 1, stderr: "" });
  expect(rest("EXPOSE")).toBe(/NEUROVEIL_SERVICE_PORT=(\d+)/.exec(rest("ENV"))![1]);
});
