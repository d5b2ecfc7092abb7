import { expect, test } from "vitest";
import type { Contender } from "./contender.ts";
import { aesGcm, aesGcmParts } from "./contenders/aes-gcm.ts";
import { aesGcmThreads } from "./contenders/aes-gcm-threads.ts";
import { nobleAesGcm, nobleXChaCha } from "./contenders/noble.ts";
import { tripleDes } from "./contenders/triple-des.ts";
import { duel } from "./duel.ts";
import { summarise } from "./result.ts";
import { workload } from "./workload.ts";

const shape = { width: 640, height: 300, channels: 3 };

/** Takes as long as it is told to, and writes down when it is called. */
function sleeper(id: string, milliseconds: number, log: string[] = []): Contender {
  const sleep = (): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  return {
    id,
    threads: 1,
    open: ({ data }) => ({
      async encrypt() {
        log.push(id);
        await sleep();
      },
      async decrypt() {
        await sleep();
        return [data];
      },
      async close() {
        log.push(`close ${id}`);
      },
    }),
  };
}

test.each([aesGcm, aesGcmParts, aesGcmThreads(2), nobleAesGcm, nobleXChaCha, tripleDes])(
  "$id on $threads thread(s) gives back what it encrypted and is timed",
  async (contender) => {
    const found = await duel(contender, [aesGcm, aesGcmParts], workload(shape), { pairs: 1 });
    expect(found).toHaveLength(1);
    const [{ contender: own, yardsticks }] = found as [(typeof found)[number]];
    expect(yardsticks).toHaveLength(2);
    for (const lap of [own, ...yardsticks]) {
      expect(lap.encrypt.seconds).toBeGreaterThan(0);
      expect(lap.decrypt.seconds).toBeGreaterThan(0);
    }
  },
);

test("a contender that takes three times as long has a third of the yardstick's speed", async () => {
  const [slow, yardsticks] = [sleeper("slow", 30), [sleeper("quick", 10), sleeper("slower", 60)]];
  const rounds = await duel(slow, yardsticks, workload(shape), { pairs: 5 });
  const { encrypt, beside } = summarise(slow, yardsticks, 576_000, rounds);
  const ratios = beside.map(({ ratio }) => ratio.encrypt.median);
  expect(ratios[0]).toBeGreaterThan(0.2);
  expect(ratios[0]).toBeLessThan(0.5);
  expect(ratios[1]).toBeGreaterThan(1.3);
  expect(encrypt.mbs).toBeGreaterThan(8);
  expect(encrypt.mbs).toBeLessThan(20);
  // Who sleeps does not work.
  expect(encrypt.processors).toBeLessThan(0.9);
});

test("who goes first moves on, and all are closed", async () => {
  const log: string[] = [];
  const [a, b, c] = ["a", "b", "c"].map((id) => sleeper(id, 1, log));
  await duel(a!, [b!, c!], workload(shape), { pairs: 4 });
  // A check and at least four laps of each come before.
  expect(log.length).toBeGreaterThanOrEqual(30);
  expect(log.slice(-15).join(" ")).toBe("a b c b c a c a b a b c close a close b close c");
});

test("a contender that loses a byte is not timed", async () => {
  const broken: Contender = {
    id: "broken",
    threads: 1,
    open: ({ data }) => ({ encrypt() {}, decrypt: () => [data.with(0, data[0]! ^ 1)] }),
  };
  await expect(duel(broken, [aesGcm], workload(shape), { pairs: 1 })).rejects.toThrow(
    "broken did not give back what it encrypted",
  );
});

test("the work can be stopped", async () => {
  const stop = new AbortController();
  const log: string[] = [];
  const run = duel(sleeper("a", 5, log), [sleeper("b", 5, log)], workload(shape), {
    pairs: 1000,
    signal: stop.signal,
  });
  stop.abort();
  await expect(run).rejects.toMatchObject({ code: "aborted" });
  expect(log.slice(-2)).toEqual(["close a", "close b"]);
});
