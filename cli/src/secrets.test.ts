import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { toFailure } from "@neuroveil/jobs";
import type { Command } from "commander";
import { generateIdentity } from "neuroveil/keys";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { call } from "./call.ts";
import { refuseSecretArguments } from "./keys/secret-arguments.ts";
import { program } from "./program.ts";
import { runCli } from "./testing/run-cli.ts";
import { writePng } from "./testing/sample-files.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const { identity } = await generateIdentity();
const quantum = await generateIdentity({ postQuantum: true });
const hex = "3f91c0de5a7b42e886d10f2b9c47ae65d3087f1b24c96e50ba8d17e34f6029c1";
const at = (text: string, i: number, wrong: string): string =>
  text.slice(0, i) + wrong + text.slice(i + 1);

/** What people paste in the wrong place, whole and with slips. */
const secrets: Readonly<Record<string, string>> = {
  "an identity": identity,
  "an identity in lower case": identity.toLowerCase(),
  "a post-quantum identity": quantum.identity,
  "an identity with a wrong letter": at(identity, 40, identity[40] === "Q" ? "P" : "Q"),
  "an identity with an impossible letter": at(identity, 40, "b"),
  "an identity with a wrong sign": at(identity, 40, ","),
  "an identity with a break": `${identity.slice(0, 40)}\n${identity.slice(40)}`,
  "an identity with a slip in its prefix": at(identity, 6, "W"),
  "an identity without its prefix": identity.slice("AGE-SECRET-KEY-1".length),
  "a plugin's identity": `AGE-PLUGIN-YUBIKEY-1${identity.slice(16)}`,
  "a content key": hex,
  "a content key in upper case": hex.toUpperCase(),
  "a content key with a wrong letter": at(hex, 30, "g"),
  "a content key with one digit less": hex.slice(1),
  "a content key as others write it": `0x${hex}`,
  "a content key in groups": hex.replaceAll(/(..)(?=.)/g, "$1:"),
};

const everything = { depth: Infinity, showHidden: true };

/** Whether a text shows twelve characters in a row of a secret; the prefix of all of them is none. */
function shows(text: string, secret: string): boolean {
  const [all, part] = [text.toLowerCase(), secret.toLowerCase().replace(/^age-\S+-1/, "")];
  for (let i = 0; i + 12 <= part.length; i++) if (all.includes(part.slice(i, i + 12))) return true;
  return false;
}

/** Everything that a call in this process writes on both streams. */
async function written(work: () => Promise<unknown>): Promise<string> {
  let text = "";
  const take = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(take),
  );
  spies.push(vi.spyOn(console, "error").mockImplementation(take) as never);
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
  return text;
}

/** Every place of a verb's call where a word can stand, with `word` there. */
function places(verb: Command, word: string): string[][] {
  const calls = [[word], ["a.png", word], ["--", word], ["--no-such-flag", word]];
  for (const { long, short, required, optional } of verb.options) {
    if (!required && !optional) continue;
    calls.push([long!, word], [`${long!}=${word}`]);
    if (short !== undefined) calls.push([short, word], [`${short}${word}`]);
  }
  return calls.map((rest) => [verb.name()].concat(rest));
}

const takesKey = ([, flag = ""]: readonly string[]): boolean => /^--key(=|$)/.test(flag);

describe.each(Object.entries(secrets))("%s in a place where it does not belong", (_, secret) => {
  test("is shown nowhere, whatever the verb and the place", async () => {
    const calls = [[secret], ["help", secret]];
    for (const verb of program([]).commands) calls.push(...places(verb, secret));
    expect(calls.length).toBeGreaterThan(100);
    for (const args of calls.filter((args) => !takesKey(args))) {
      const text = await written(() => call([...args, "--json"]));
      expect(shows(text, secret), args[0]).toBe(false);
      expect(text).toMatch(/neuroveil: expected .* \(argument \d+; not repeated here\)/);
      let error: unknown;
      try {
        refuseSecretArguments(args);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(Error);
      expect(shows(inspect(error, everything), secret)).toBe(false);
    }
  });

  test("is found by this search where nobody has refused it", async () => {
    const raw = await readFile(secret).catch((error: unknown) => error);
    expect(shows(inspect(raw), secret)).toBe(true);
  });
});

describe("a secret that nobody has refused", () => {
  const complaint = async (secret: string): Promise<string> => {
    const inspected = program([]).parseAsync(["inspect", secret], { from: "user" });
    const error = await inspected.catch((thrown: unknown) => thrown);
    return inspect(error, everything) + toFailure(error).message;
  };

  test("is shown by what follows: a content key looks like a name", async () => {
    expect(shows(await complaint(hex), hex)).toBe(true);
  });

  test.each([identity, identity.toLowerCase(), quantum.identity, at(identity, 40, ",")])(
    "is recognised by its prefix: %s",
    async (secret) => {
      expect(shows(await complaint(secret), secret)).toBe(false);
    },
  );
});

test("the laboratory's --key is not repeated when something is wrong with it", async () => {
  for (const secret of [hex.slice(1), `${hex}0`, identity]) {
    for (const args of [
      ["keystream", "hybrid", "--bytes", "1", "--key", secret],
      ["keystream", "hybrid", "--bytes", "1", `--key=${secret}`],
      ["analyze", "a.png", "--key", secret],
      ["encrypt", "a.png", `--key=${secret}`],
      ["encrypt", "a.png", "--key", secret],
    ]) {
      const text = await written(() => call([...args, "--json"]));
      expect(text).toMatch(/64 hex digits|unknown option/);
      expect(shows(text, secret)).toBe(false);
    }
  }
});

describe("a passphrase on the command line", () => {
  const secret = "correct-horse-battery-staple";
  test.each([
    ["encrypt", "--passphrase", secret, "a.png"],
    ["encrypt", "a.png", "--passphrase", secret],
    ["encrypt", secret, "--passphrase", "-o", "b.png"],
    ["decrypt", "a.png", "--passphrase", secret],
    ["encrypt", "a.png", `--passphrase=${secret}`],
    ["encrypt", "a.png", `--password=${secret}`],
    ["encrypt", "a.png", `--pass=${secret}`],
    ["encrypt", "a.png", `--pasphrase=${secret}`],
    ["encrypt", "a.png", `-p${secret}`],
    ["decrypt", "a.png", "--password", secret],
  ])("is not repeated: %s %s %s", async (...args) => {
    for (const json of [[], ["--json"]]) {
      const text = await written(() => call([...args, ...json]));
      expect(text).toMatch(/passphrase is asked for|unknown option '-(-[a-z]+|p)/);
      expect(shows(text, secret)).toBe(false);
    }
  });

  test("is told from the name of a picture", async () => {
    const text = await written(() => call(["decrypt", "none.png", "--passphrase"]));
    expect(text).toMatch(/none\.png/);
  });
});

describe("a secret in a file of another kind is not shown, by the debugger's view neither", () => {
  const damaged = at(identity, 40, identity[40] === "Q" ? "P" : "Q");
  test.each([
    ["-i", damaged],
    ["-i", `${identity} # mine`],
    ["-i", hex],
    ["-i", `AGE-PLUGIN-YUBIKEY-1${identity.slice(16)}`],
    ["-R", identity],
    ["-R", damaged],
    ["--key-file", identity],
    ["--key-file", at(hex, 30, "g")],
  ])("%s %s", async (flag, content) => {
    vi.stubEnv("NEUROVEIL_DEBUG", "1");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const folder = await temporaryFolder();
    const [image, file] = [join(folder, "a.png"), join(folder, "key.txt")];
    await writePng(image);
    await writeFile(file, `${content}\n`);
    const verb = flag === "-i" ? "decrypt" : "encrypt";
    const text = await written(() => call([verb, image, flag, file, "--json"]));
    expect(text).toMatch(/key\.txt: expected/);
    expect(shows(text, content)).toBe(false);
  });
});

test("a private key of SSH is not shown, and public ones may stand anywhere", () => {
  const line = `${"b3BlbnNzaC1rZXktdjE".repeat(3)}7`;
  const secret = `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}\n-----END OPENSSH PRIVATE KEY-----`;
  for (const word of [secret, line])
    expect(() => refuseSecretArguments(["encrypt", "a.png", "--sign", word])).toThrow(
      /not repeated/,
    );
  const data = "AAAAC3NzaC1lZDI1NTE5AAAAIHSCXNPkwfelyajE1ykeAitPm5CZu2bT1RsSuI4102u6";
  for (const words of [[`ssh-ed25519 ${data}`], ["ssh-ed25519", data]])
    expect(() => refuseSecretArguments(["decrypt", "a.png", "--signer", ...words])).not.toThrow();
});

test("names that only look long or odd are names", () => {
  for (const name of [
    `${"ab".repeat(32)}.png`,
    `./${hex}`,
    `objects/3f/${hex}`,
    "2024-01-03_holiday_pictures_of_the_family_at_the_sea_in_France_1",
    "d41d8cd98f00b204e9800998ecf8427e",
    "hopfield-weights,hopfield-input,cellular-continuous,cellular-discrete,conv-multi,3des",
    "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
  ])
    expect(() => refuseSecretArguments(["inspect", name])).not.toThrow();
});

test("the program itself, with all that Node can print", async () => {
  const cwd = await temporaryFolder();
  const env = { NODE_DEBUG: "*", NEUROVEIL_DEBUG: "1" };
  const { code, stdout, stderr } = await runCli(["decrypt", "-i", hex, "--json"], { cwd, env });
  expect(shows(stdout + stderr, hex)).toBe(false);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "usage" } });
  expect(code).toBe(2);
});
