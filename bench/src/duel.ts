import { NeuroveilError } from "neuroveil/errors";
import type { Contender, Session } from "./contender.ts";
import type { Workload } from "./workload.ts";

/** One encryption or one decryption. */
export interface Time {
  /** By the clock. */
  readonly seconds: number;
  /** Of all threads of this process together. */
  readonly processorSeconds: number;
}

/** One encryption and one decryption. */
export interface Lap {
  readonly encrypt: Time;
  readonly decrypt: Time;
}

/** A lap of the contender and one of each yardstick, one right after the other. */
export interface Round {
  readonly contender: Lap;
  readonly yardsticks: readonly Lap[];
}

export interface DuelOptions {
  readonly pairs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Times a contender beside yardsticks on the same buffer in interleaved rounds, so that a machine that
 * slows down, slows all of them. Who goes first moves on by one every round. All are warmed up, and
 * checked to return what they were given, before anything is timed.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires between two laps, "broken" when a contender
 *   does not give back what it encrypted
 */
export async function duel(
  contender: Contender,
  yardsticks: readonly Contender[],
  work: Workload,
  { pairs, signal }: DuelOptions,
): Promise<readonly Round[]> {
  const contenders = [contender, ...yardsticks];
  const sessions: Session[] = [];
  const timed = (session: Session): Promise<Lap> => {
    if (signal?.aborted)
      throw new NeuroveilError("aborted", {
        sentence: "the benchmark was stopped before it was done",
        cause: signal.reason,
      });
    return lap(session);
  };
  try {
    for (const one of contenders) sessions.push(await one.open(work));
    for (const [i, one] of contenders.entries()) await check(one, sessions[i]!, work);
    const warm = performance.now() + 1000 * warmUpSeconds;
    for (let i = 0; i < leastWarmUps || performance.now() < warm; i++)
      for (const session of sessions) await timed(session);
    const rounds: Round[] = [];
    for (let round = 0; round < pairs; round++) {
      const laps: Lap[] = [];
      for (let i = 0; i < sessions.length; i++) {
        const turn = (round + i) % sessions.length;
        laps[turn] = await timed(sessions[turn]!);
      }
      const [first, ...others] = laps;
      rounds.push({ contender: first!, yardsticks: others });
    }
    return rounds;
  } finally {
    for (const session of sessions) await session.close?.();
  }
}

/**
 * Until engines have compiled what runs often: a kernel is three times as fast then as in its first laps,
 * and laps of a small image are over before the compiler is.
 */
const [leastWarmUps, warmUpSeconds] = [4, 0.25];

async function check(contender: Contender, session: Session, { data }: Workload): Promise<void> {
  if (contender.lossy) return;
  const before = Buffer.from(data);
  await session.encrypt();
  const after = Buffer.concat(await session.decrypt());
  if (before.compare(after) !== 0 || before.compare(data) !== 0)
    throw new NeuroveilError("broken", `${contender.id} did not give back what it encrypted`);
}

/** Encrypts and decrypts in turn, which keeps the data what they were. */
async function lap(session: Session): Promise<Lap> {
  return {
    encrypt: await timeOf(() => session.encrypt()),
    decrypt: await timeOf(() => session.decrypt()),
  };
}

async function timeOf(work: () => unknown): Promise<Time> {
  const processor = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return { seconds, processorSeconds: (user + system) / 1e6 };
}
