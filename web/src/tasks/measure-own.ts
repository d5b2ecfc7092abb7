import { checkOwnCipher } from "@neuroveil/lab/analysis";
import { attackById, impulseResponse, runAttack, type Attack } from "@neuroveil/lab/attacks";
import { baselines } from "@neuroveil/lab/baselines";
import { ciphers as registry, type Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { OwnProgram } from "../own/own-program.ts";
import { knownCipher } from "./known-cipher.ts";
import { measureCiphers, measuredSide, type MeasureOutput } from "./measure-ciphers.ts";
import { yardsticks } from "./measure.ts";
import { readSubject, type Subject } from "./subject.ts";
import type { Context, Task } from "./task.ts";

export interface MeasureOwnInput {
  readonly subject: Subject;
  readonly name: string;
  /** The module. */
  readonly text: string;
  /** To the frame in which it runs. */
  readonly frame: MessagePort;
}

/** What one attack came to. */
export interface Tried {
  readonly attack: string;
  readonly question: string;
  /** As attacks are tried on ciphers that repeat a nonce; the module alone. Absent where that is the next. */
  readonly repeated?: Fall;
  /** A nonce of its own for every image: the module, AES, the canary. */
  readonly asUsed: readonly Fall[];
}

/** Whether a cipher fell, and what was done. */
export interface Fall {
  readonly cipher: string;
  readonly broken: boolean;
  /** Share of what was unknown, 0 to 1; absent where it was not tried. */
  readonly recovered?: number;
  readonly sentence: string;
}

export interface MeasureOwnOutput extends MeasureOutput {
  readonly cipher: string;
  readonly tried: readonly Tried[];
}

/** Attacks that take a second or two, on a small picture. */
const cheap = [
  "brute-force",
  "keystream-reuse",
  "permutation",
  "permutation-diffusion",
  "affine",
  "repeated-output",
];
const attacks: readonly Attack[] = [...cheap.map(attackById), impulseResponse];
/** Longer side of the picture that is attacked, in pixels; seconds for an attack that scales; level of verdicts. */
const [side, seconds, level] = [48, 2, 0.001];
/** Part of the work that is measuring. */
const measuring = 0.6;

/**
 * Measures and attacks somebody's own cipher, which runs in a frame of opaque origin, with AES and the canary
 * beside it.
 * @throws NeuroveilError "input" for a module that is none, has no such cipher, or fails
 */
export const measureOwn: Task<MeasureOwnInput, MeasureOwnOutput> = async (input, context) => {
  const { subject, name, text, frame } = input;
  const program = new OwnProgram(frame, text);
  const own = await checkOwnCipher(await program.candidate());
  if ([...registry, ...baselines].some(({ id }) => id === own.id)) {
    throw new NeuroveilError("input", {
      of: "a cipher of one's own:",
      expected: "an id of its own",
      got: `"${own.id}", which is one of ours`,
      todo: "choose another",
    });
  }
  const image = await readSubject(subject, measuredSide);
  const beside = yardsticks.map(knownCipher);
  const { onProgress } = context;
  const output = await measureCiphers({ name, image, ciphers: [own, ...beside] }, (done) =>
    onProgress(measuring * done),
  );
  const scene = await readSubject(subject, side);
  const tried = await attackAll([own, ...beside], scene, (done) =>
    onProgress(measuring + (1 - measuring) * done),
  );
  // What failed while a wrong key was tried passes for one that was refused.
  if (program.failure !== undefined) throw program.failure;
  const json = JSON.stringify(
    { ...(JSON.parse(output.json) as object), attacks: tried },
    undefined,
    2,
  );
  return { ...output, json, cipher: own.id, tried };
};

async function attackAll(
  ciphers: readonly Cipher[],
  scene: Image,
  onProgress: Context["onProgress"],
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const [i, attack] of attacks.entries()) {
    const { id, question, setting } = attack;
    const fresh: Attack = { ...attack, setting: "as-used" };
    const asUsed: Fall[] = [];
    for (const cipher of ciphers) asUsed.push(await fallOf(fresh, cipher, scene));
    const repeated = setting === "as-used" ? undefined : await fallOf(attack, ciphers[0]!, scene);
    tried.push({ attack: id, question, asUsed, ...(repeated !== undefined && { repeated }) });
    onProgress((i + 1) / attacks.length);
  }
  return tried;
}

async function fallOf(attack: Attack, cipher: Cipher, scene: Image): Promise<Fall> {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  const found = await runAttack(attack, cipher, { scene, seed: seed!, level, seconds });
  if ("notTried" in found) return { cipher: cipher.id, broken: false, sentence: found.notTried };
  const { broken, recovered, sentence } = found;
  return { cipher: cipher.id, broken, recovered, sentence };
}
