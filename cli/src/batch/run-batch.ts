import { beforeStopping, countWritten, printable } from "@neuroveil/files";
import { toFailure } from "@neuroveil/jobs";
import { sizeText } from "neuroveil/errors";
import type { Input } from "../files/inputs.ts";
import { inputName, outputName } from "../files/standard-input.ts";
import { startProgress } from "../terminal/progress.ts";
import { say } from "../terminal/streams.ts";
import { secondsText } from "../terminal/units.ts";
import type { Voice } from "../terminal/voice.ts";
import { failed, type Done, type Known, type Result } from "./results.ts";

/** Takes the part of one file's work that is done, 0 to 1. */
export type OnProgress = (done: number) => void;

export interface Batch {
  /** "encrypting", "decrypting". */
  readonly label: string;
  readonly voice: Voice;
  /** Files worked on at the same time. */
  readonly width: number;
  readonly known: Known;
  /** How to go on after an interrupt; said behind what is written by then. */
  readonly goOn?: string;
  /** What is said on an interrupt instead, where others write. */
  readonly stopped?: string;
}

/** What a batch comes to. */
export function sizeOf(inputs: readonly Input[]): {
  readonly files: number;
  readonly bytes: number;
} {
  return { files: inputs.length, bytes: inputs.reduce((sum, { size }) => sum + size, 0) };
}

/**
 * Does `work` for every input; a failure does not stop the others.
 * @param work resolves to undefined for a file that turns out not to be meant
 * @returns results in the order of the inputs
 */
export async function runBatch(
  inputs: readonly Input[],
  { label, voice, width, known, goOn = "", stopped }: Batch,
  work: (input: Input, index: number, onProgress: OnProgress) => Promise<Done | undefined>,
): Promise<Result[]> {
  const results: (Result | undefined)[] = Array.from({ length: inputs.length });
  const progress = startProgress(label, voice.progress);
  const writtenBefore = countWritten();
  const forget = beforeStopping(() =>
    say(stopped ?? stoppedText(countWritten() - writtenBefore, inputs.length, goOn)),
  );
  const total = inputs.reduce((sum, input) => sum + input.size + 1, 0);
  let finished = 0;
  let files = 0;
  let next = 0;

  const workOn = async (input: Input, index: number): Promise<void> => {
    const started = performance.now();
    const seconds = (): number => Math.round(performance.now() - started) / 1000;
    try {
      const done = await work(input, index, (part) => {
        progress.update((finished + part * input.size) / total);
      });
      if (done === undefined) return;
      results[index] = resultOf(input, done, seconds());
      progress.above(() => tell(voice, input, done, seconds()));
    } catch (error) {
      results[index] = failed(input.path, toFailure(error), known, seconds());
    } finally {
      finished += input.size + 1;
      files += 1;
      progress.update(finished / total, `${files} of ${inputs.length} files`);
    }
  };
  const lane = async (): Promise<void> => {
    for (let index = next++; index < inputs.length; index = next++) {
      await workOn(inputs[index]!, index);
    }
  };
  try {
    await Promise.all(Array.from({ length: width }, lane));
  } finally {
    forget();
    progress.stop();
  }
  return results.filter((result) => result !== undefined);
}

function resultOf(input: Input, done: Done, seconds: number): Result {
  const { sizes: _sizes, holds: _holds, notes: _notes, warnings: _warnings, ...about } = done;
  return { input: input.path, ...about, seconds };
}

function tell(voice: Voice, input: Input, done: Done, seconds: number): void {
  const name = inputName(input.path);
  for (const warning of done.warnings ?? []) voice.warn(`${name}: ${warning}`);
  for (const note of done.notes ?? []) voice.note(`${name}: ${note}`);
  voice.done(doneText(input, done, seconds));
}

/** One line about what became of an input. */
export function doneText(input: Pick<Input, "path">, done: Done, seconds: number): string {
  const from = both(inputName, input.path, done.secondInput);
  const to = done.output === null ? "" : both(outputName, done.output, done.secondOutput);
  const { status, cipher, protection, payload, sizes = [0, 0], holds = [] } = done;
  const signed = signedText(done);
  if (status === "skipped") return `${from}: skipped, ${to} is there`;
  if (status === "planned") return `${from} → ${to}: would be written`;
  if (status === "verified") {
    const held = holds.map(printable).join(" and ");
    return `${from}: verified, holds ${held} (${cipher}, ${protection}, ${payload})${signed}`;
  }
  const [before, after] = sizes.map(sizeText);
  // Of a preview or a part neither is told.
  const how = [cipher, protection].filter((each) => each !== null).map((each) => `${each}, `);
  return `${from} → ${to}: ${how.join("")}${before} became ${after} in ${secondsText(seconds)}${signed}`;
}

function signedText({ signature, signer }: Done): string {
  if (signer !== undefined) return `, signed by ${signer.name ?? signer.key}`;
  return signature === undefined ? "" : ", signed";
}

function both(name: (path: string) => string, first: string, second: string | undefined): string {
  return second === undefined ? name(first) : `${name(first)} + ${name(second)}`;
}

function stoppedText(written: number, all: number, goOn: string): string {
  if (written === 0) return "stopped: nothing was written";
  return `stopped: ${written} of ${all} files are written, nothing is half-written; ${goOn}`;
}
