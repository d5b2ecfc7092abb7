import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { decrypt } from "neuroveil";
import { decodeImage } from "neuroveil/image";
import type { Writer } from "./kills.ts";
import { runCli } from "./run-cli.ts";
import { hexKey, keyFile, samplePicture, writePng } from "./sample-files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Pictures that take a moment to write. */
const names = ["a", "b", "c", "d"];
const picture = (seed: number): ReturnType<typeof samplePicture> => samplePicture(seed, 500, 400);

/** A folder with pictures in its folder in/, which only the owner can read. */
export interface Pictures {
  readonly cwd: string;
  /** Of the key. */
  readonly flags: readonly string[];
}

export async function makePictures(): Promise<Pictures> {
  const cwd = await temporaryFolder();
  const flags = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  for (const [seed, name] of names.entries()) {
    const path = join(cwd, "in", `${name}.png`);
    await writePng(path, picture(seed));
    await chmod(path, 0o600);
  }
  return { cwd, flags };
}

/** Fills vault/, for what decrypts. */
export async function encryptPictures({ cwd, flags }: Pictures): Promise<void> {
  await runCli(["encrypt", "in", "-o", "vault", ...flags], { cwd });
}

/**
 * Calls that write into out/: of one file, on all threads, and of a folder, with a file each.
 * @param node options of Node
 */
export function killedCalls(
  { cwd, flags }: Pictures,
  node: readonly string[],
): Readonly<Record<string, Writer>> {
  const call = (args: readonly string[], results: Writer["results"]): Writer => ({
    folder: join(cwd, "out"),
    results,
    run: (onStart) => runCli([...args, "-o", "out/", ...flags], { cwd, node, onStart }),
  });
  return {
    "encrypt one": call(["encrypt", "in/a.png"], results("png.veil.png", isEncrypted, 1)),
    "encrypt a folder": call(["encrypt", "in"], results("png.veil.png", isEncrypted)),
    "decrypt one": call(["decrypt", "vault/a.png.veil.png"], results("png", isPicture, 1)),
    "decrypt a folder": call(["decrypt", "vault"], results("png", isPicture)),
  };
}

/** What the check must find: a program that writes under the final name, piece by piece. */
export function carelessWriter({ cwd }: Pictures): Writer {
  const code = `
    const { appendFileSync, readFileSync } = require("node:fs");
    const bytes = readFileSync("in/a.png");
    const piece = Math.ceil(bytes.length / 30);
    for (let at = 0; at < bytes.length; at += piece) {
      appendFileSync("out/a.png", bytes.subarray(at, at + piece), { flag: at === 0 ? "w" : "a" });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }`;
  return {
    folder: join(cwd, "out"),
    results: results("png", isPicture, 1),
    async run(onStart) {
      const child = spawn(process.execPath, ["-e", code], { cwd, stdio: "ignore" });
      onStart(child);
      await once(child, "close");
    },
  };
}

function results(
  extension: string,
  isWhole: (bytes: Buffer, seed: number) => Promise<boolean>,
  count: number = names.length,
): Writer["results"] {
  return Object.fromEntries(
    names
      .slice(0, count)
      .map((name, seed) => [
        `${name}.${extension}`,
        (bytes: Buffer) => isWhole(bytes, seed).catch(() => false),
      ]),
  );
}

async function isEncrypted(bytes: Buffer, seed: number): Promise<boolean> {
  const key = new Uint8Array(Buffer.from(hexKey, "hex"));
  return isPicture(Buffer.from((await decrypt(bytes, { key })).bytes), seed);
}

async function isPicture(bytes: Buffer, seed: number): Promise<boolean> {
  return Buffer.compare((await decodeImage(bytes)).data, picture(seed).data) === 0;
}
