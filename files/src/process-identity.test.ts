import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  hasEnded,
  identityPattern,
  identityText,
  isThisProcess,
  parseIdentity,
  thisProcess,
} from "./process-identity.ts";

const self = thisProcess();

test("an identity is text that fits into a file name, and back", () => {
  expect(identityText(self)).toMatch(new RegExp(`^${identityPattern}$`));
  expect(parseIdentity(identityText(self))).toEqual(self);
  expect(isThisProcess(parseIdentity(identityText(self)))).toBe(true);
  expect(hasEnded(self)).toBe(false);
});

test("a process that ended has ended, and one of another machine is not known to have", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  const pid = child.pid!;
  await once(child, "exit");
  expect(hasEnded({ ...self, pid })).toBe(true);
  expect(hasEnded({ ...self, pid, host: "00000000" })).toBe(false);
});

test("a process whose start the system did not tell counts as running while its id is", () => {
  expect(hasEnded({ ...self, start: "00000000" })).toBe(false);
});

describe.skipIf(process.platform === "win32")("with the start of a process", () => {
  test("an id that was given anew belongs to somebody else", () => {
    expect(hasEnded({ ...self, start: "0123abcd" })).toBe(true);
    expect(isThisProcess({ ...self, start: "0123abcd" })).toBe(false);
  });

  test("each process has its own", async () => {
    const start = async (): Promise<string> => {
      const code = `import(${JSON.stringify(new URL("../dist/process-identity.js", import.meta.url))})
        .then((m) => console.log(m.identityText(m.thisProcess())))`;
      const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
      const [text] = (await once(child.stdout, "data")) as [Buffer];
      return parseIdentity(text.toString().trim()).start;
    };
    expect(await start()).not.toBe(await start());
  });
});

test.skipIf(process.platform !== "linux")("a zombie has ended", async () => {
  // The shell becomes a program that never asks what became of its child.
  const parent = spawn("bash", ["-c", "sleep 0.01 & echo $!; exec sleep 60"]);
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = await firstNumber(parent);
  await expect.poll(() => hasEnded({ ...self, pid, start: "00000000" })).toBe(true);
});

async function firstNumber(child: ChildProcess): Promise<number> {
  const [text] = (await once(child.stdout!, "data")) as [Buffer];
  return Number(text.toString());
}
