import { NeuroveilError } from "neuroveil/errors";
import type { Contender, Session } from "./contender.ts";
import type { Workload } from "./workload.ts";

/** Seconds that one encryption and one decryption took. */
export interface Lap {
  readonly encrypt: number;
  readonly decrypt: number;
}

/** A lap of both sides, one right after the other. */
export interface Pair {
  readonly contender: Lap;
  readonly yardstick: Lap;
}

export interface DuelOptions {
  readonly pairs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Times two contenders on the same buffer in interleaved pairs, so that a machine that slows down,
 * slows both. Who goes first alternates. Both are warmed up, and checked to return what they were
 * given, before anything is timed.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires between two laps, "broken" when a contender
 *   does not give back what it encrypted
 */
export async function duel(
  contender: Contender,
  yardstick: Contender,
  work: Workload,
  { pairs, signal }: DuelOptions,
): Promise<readonly Pair[]> {
  const [a, b] = [await contender.open(work), await yardstick.open(work)];
  const timed = (session: Session): Promise<Lap> => {
    if (signal?.aborted)
      throw new NeuroveilError("aborted", {
        sentence: "the benchmark was stopped before it was done",
        cause: signal.reason,
      });
    return lap(session);
  };
  try {
    await check(contender, a, work);
    await check(yardstick, b, work);
    for (const session of [a, b, a, b]) await timed(session);
    const found: Pair[] = [];
    for (let i = 0; i < pairs; i++) {
      const first = await timed(i % 2 === 0 ? a : b);
      const second = await timed(i % 2 === 0 ? b : a);
      found.push(
        i % 2 === 0
          ? { contender: first, yardstick: second }
          : { contender: second, yardstick: first },
      );
    }
    return found;
  } finally {
    await a.close?.();
    await b.close?.();
  }
}

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
  const start = performance.now();
  await session.encrypt();
  const middle = performance.now();
  await session.decrypt();
  const end = performance.now();
  return { encrypt: (middle - start) / 1000, decrypt: (end - middle) / 1000 };
}
