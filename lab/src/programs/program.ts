import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { NeuroveilError } from "neuroveil/errors";
import { endProgram, noteEnded, noteStarted } from "./running.ts";

/** What a program answered: a line, and the bytes that it announced. */
export interface Answer {
  readonly line: string;
  readonly bytes: Uint8Array;
}

/** How a program is run. */
export interface ProgramSettings {
  /** Seconds that an answer may take. */
  readonly callSeconds: number;
}

/** What waits for an answer. */
interface Waiting {
  readonly what: string;
  /** How many bytes follow a line; throws what is wrong with it. */
  readonly follow: (line: string) => number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** A line is a few words; the description of a network's key may be long. */
const longestLine = 2 ** 16;
/** Of what a program says on standard error, the end is kept. */
const mostSaid = 2 ** 14;
const lineFeed = 10;
/** Characters of something wrong that a message quotes. */
const mostQuoted = 120;
/** A program that has closed its output is about to say why. */
const lastWordsMs = 200;

/**
 * Somebody's program that answers calls on standard input and output, one after another: a line and
 * bytes each way. Once it has failed (ended, answered something else, taken too long) it is ended, and
 * every later call fails with the same error.
 */
export class Program {
  readonly #name: string;
  readonly #settings: ProgramSettings;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  #said = "";
  #parts: Uint8Array[] = [];
  #length = 0;
  /** Bytes that the current answer needs; undefined before its line has come. */
  #needed: { readonly line: string; readonly end: number; readonly from: number } | undefined;
  #waiting: Waiting | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #failure: NeuroveilError | undefined;

  /** @param words program and arguments; no shell reads them */
  constructor(words: readonly string[], settings: ProgramSettings) {
    const [file, ...rest] = words;
    this.#name = words.join(" ");
    this.#settings = settings;
    this.#child = spawn(file!, rest, {
      stdio: ["pipe", "pipe", "pipe"],
      // In a group of its own, so that it can be ended with what it starts, and by us alone.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#watch();
    this.#hold(false);
  }

  /** The error that ended it. */
  get failure(): NeuroveilError | undefined {
    return this.#failure;
  }

  /** What it has written to standard error so far, the end of it. */
  get said(): string {
    return this.#said.trim();
  }

  /** As messages name it. */
  get name(): string {
    return quoted(this.#name);
  }

  /**
   * Sends a call, and waits for the answer; calls wait for each other.
   *
   * @param what is asked for, as a message has it, e.g. `to answer "encrypt"`
   * @param parts are sent one after another; none only waits
   * @param follow says how many bytes follow the answer's line, or throws
   * @throws {NeuroveilError} "input" when it fails, now or before
   */
  async call(
    what: string,
    parts: readonly (string | Uint8Array)[],
    follow: (line: string) => number,
  ): Promise<Answer> {
    const answer = this.#last.then(async () => await this.#ask(what, parts, follow));
    this.#last = answer.catch(() => undefined);
    return await answer;
  }

  /** Ends it. */
  close(): void {
    const { pid } = this.#child;
    if (pid !== undefined) endProgram(pid);
  }

  /** Fails the program for what it answered. @param expected of it, e.g. `to answer "encrypt"` */
  refuse(expected: string, got: string): NeuroveilError {
    return this.#fail({ expected, got });
  }

  #ask(
    what: string,
    parts: readonly (string | Uint8Array)[],
    follow: (line: string) => number,
  ): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const { callSeconds } = this.#settings;
      const timer = setTimeout(() => {
        const came = this.#length === 0 ? "nothing" : `${this.#length} bytes and no more`;
        this.#fail({
          expected: `${what} within ${callSeconds} s`,
          got: came,
          todo: "mend it, or give it longer with --call-seconds",
        });
      }, 1000 * callSeconds);
      this.#waiting = { what, follow, resolve, reject, timer };
      this.#hold(true);
      for (const part of parts) this.#child.stdin.write(part);
      // What came before it was asked for is no answer; only its first line comes unasked.
      if (parts.length > 0 && this.#length > 0) this.#tooMuch();
      else this.#read();
    });
  }

  #watch(): void {
    const { stdin, stdout, stderr, pid } = this.#child;
    if (pid !== undefined) noteStarted(pid);
    // A program that has ended says so itself.
    stdin.on("error", () => undefined);
    stdout.on("data", (bytes: Uint8Array) => {
      if (this.#failure !== undefined) return;
      this.#parts.push(bytes);
      this.#length += bytes.length;
      this.#read();
    });
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-mostSaid);
    });
    this.#child.on("error", (error: NodeJS.ErrnoException) => {
      this.#fail({
        expected: "to start",
        got: error.code === "ENOENT" ? "no such program" : error.message,
        todo: "check the name; docs/own-cipher.md says how the line is read",
        cause: error,
      });
    });
    const end = (how: string): void => {
      this.#fail({ expected: this.#expected, got: `a program that ${how}` });
    };
    this.#child.on("exit", (code, signal) => {
      if (pid !== undefined) noteEnded(pid);
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
      this.#child.on("close", () => end(how));
      // What it has started may keep its output open.
      setTimeout(() => end(how), lastWordsMs).unref();
    });
    // By a program that goes on, which nobody would hear of otherwise.
    stdout.on("end", () => {
      setTimeout(() => end("closed standard output"), lastWordsMs).unref();
    });
  }

  get #expected(): string {
    return this.#waiting?.what ?? "to wait for the next call";
  }

  /** While it works on a call, the process waits for it; in between, it does not. */
  #hold(on: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const each of [
      this.#child,
      stdin,
      stdout,
      stderr,
    ] as unknown as readonly NodeJS.RefCounted[])
      if (on) each.ref();
      else each.unref();
  }

  #read(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      // Seen at once only between calls, and otherwise with the next one.
      if (this.#length > longestLine) this.#tooMuch();
      return;
    }
    try {
      if (this.#needed === undefined && !this.#readLine(waiting)) return;
    } catch (error) {
      if (this.#failure === undefined) throw error;
      return;
    }
    const { line, from, end } = this.#needed!;
    if (this.#length < end) return;
    if (this.#length > end) {
      this.#tooMuch(end);
      return;
    }
    const bytes = this.#joined().subarray(from);
    clearTimeout(waiting.timer);
    [this.#parts, this.#length, this.#needed, this.#waiting] = [[], 0, undefined, undefined];
    this.#hold(false);
    waiting.resolve({ line, bytes });
  }

  /** @returns whether a whole line has come */
  #readLine({ what, follow }: Waiting): boolean {
    const all = this.#joined();
    const at = all.indexOf(lineFeed);
    if (at < 0 ? all.length > longestLine : at > longestLine)
      throw this.refuse(`${what} with a line of at most ${longestLine} bytes`, "a longer one");
    if (at < 0) return false;
    const line = new TextDecoder().decode(all.subarray(0, at)).replace(/\r$/, "");
    this.#needed = { line, from: at + 1, end: at + 1 + follow(line) };
    return true;
  }

  #joined(): Uint8Array {
    if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts)];
    return this.#parts[0]!;
  }

  #tooMuch(end = 0): void {
    this.#fail({
      expected: `${this.#expected} with what its line announces`,
      got: `${this.#length - end} bytes more`,
      todo: "print messages to standard error, and flush what belongs to an answer",
    });
  }

  #fail(what: {
    readonly expected: string;
    readonly got: string;
    readonly todo?: string;
    readonly cause?: unknown;
  }): NeuroveilError {
    if (this.#failure !== undefined) return this.#failure;
    const lines = this.said.split("\n");
    const why = lines.findLast((line) => /error|exception/i.test(line)) ?? lines.at(-1)!;
    const said = why === "" ? "" : `, and on standard error ${quoted(why.trim())}`;
    this.#failure = new NeuroveilError("input", {
      todo: "see docs/own-cipher.md",
      ...what,
      expected: `${this.name} ${what.expected}`,
      got: `${what.got}${said}`,
    });
    this.close();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) {
      clearTimeout(waiting.timer);
      waiting.reject(this.#failure);
    }
    this.#hold(false);
    return this.#failure;
  }
}

/** Somebody's text in a message: one line, without what a terminal would obey. */
export function quoted(text: string): string {
  const shown = text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text;
  return `"${shown.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?")}"`;
}
