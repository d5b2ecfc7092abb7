import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { isSystemError, onInterrupt, printable } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

/**
 * What signatures are for, in OpenSSH's sense: one that was made for mail, for a commit or for another
 * program's file is none over a cipher image.
 */
export const namespace = "neuroveil";

/** How a call of a program ended. */
export interface Ran {
  /** Whether it did what was asked. */
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** What it said, a line each, without decoration. */
  readonly said: readonly string[];
}

/** Most bytes of what a program says; a signature has some hundred, with a certificate some thousand. */
const mostBytes = 1 << 16;
/** Handed over at once. */
const pieceBytes = 1 << 20;

/**
 * Calls the platform's `ssh-keygen`, which alone sees private keys.
 * @param input its standard input
 * @throws {NeuroveilError} "unsupported" where there is none, and what reading the input throws
 */
export async function sshKeygen(
  args: readonly string[],
  input?: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<Ran> {
  try {
    return await run("ssh-keygen", args, input);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
    throw new NeuroveilError("unsupported", {
      expected: "the program ssh-keygen, which makes and verifies signatures",
      got: "none",
      todo: "install the client of OpenSSH (8.2 or later), or leave signatures out",
      cause: error,
    });
  }
}

/** What `ssh-add -l` says: the keys that the agent has; nothing where there is no agent. */
export async function agentKeys(): Promise<string> {
  const ran = await run("ssh-add", ["-E", "sha256", "-l"]).catch(() => undefined);
  return ran?.ok ? ran.stdout.toString() : "";
}

/**
 * Called in the folder of Node itself: Windows looks for a program in the current folder first, and that
 * may hold what strangers have sent.
 */
const cwd = dirname(process.execPath);

async function run(
  program: string,
  args: readonly string[],
  input?: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<Ran> {
  const child = spawn(program, args, { cwd, windowsHide: true });
  // It may be asking somebody, who has told us to stop.
  const forget = onInterrupt(() => child.kill());
  const ended = new Promise<boolean>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  let broken: unknown;
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* piecesOf(input ?? new Uint8Array());
    } catch (error) {
      broken = error;
      throw error;
    }
  };
  // A program that does not read to the end says why itself.
  const fed = pipeline(pieces, child.stdin).catch(() => undefined);
  const ok = await ended.finally(forget);
  await fed;
  if (broken !== undefined) throw broken;
  return { ok, stdout: stdout(), said: linesOf(stderr().toString()) };
}

async function* piecesOf(
  input: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (input instanceof Uint8Array) {
    for (let at = 0; at < input.length; at += pieceBytes) yield input.subarray(at, at + pieceBytes);
  } else {
    yield* input;
  }
}

function collect(stream: NodeJS.ReadableStream): () => Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  stream.on("data", (piece: Buffer) => {
    if (length < mostBytes) pieces.push(piece);
    length += piece.length;
  });
  return () => Buffer.concat(pieces).subarray(0, mostBytes);
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !/^@|^Signing data on/.test(line))
    .map((line) => printable(line.slice(0, 200)));
}
