import { expect, test } from "vitest";
import type { Contender } from "./contender.ts";
import { aesGcm, aesGcmRecycled } from "./contenders/aes-gcm.ts";
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

test.each([aesGcm, aesGcmRecycled, aesGcmThreads(2), nobleAesGcm, nobleXChaCha, tripleDes])(
  "$id on $threads thread(s) gives back what it encrypted and is timed",
  async (contender) => {
    const found = await duel(contender, aesGcm, workload(shape), { pairs: 1 });
    expect(found).toHaveLength(1);
    for (const side of found.flatMap((pair) => [pair.contender, pair.yardstick])) {
      expect(side.encrypt).toBeGreaterThan(0);
      expect(side.decrypt).toBeGreaterThan(0);
    }
  },
);

test("a contender that takes three times as long has a third of the yardstick's speed", async () => {
  const pairs = await duel(sleeper("slow", 30), sleeper("quick", 10), workload(shape), {
    pairs: 5,
  });
  const result = summarise({ ...sleeper("slow", 30) }, 576_000, pairs);
  expect(result.ratioToAes).toBeGreaterThan(0.2);
  expect(result.ratioToAes).toBeLessThan(0.5);
  expect(result.encryptMBs).toBeGreaterThan(8);
  expect(result.encryptMBs).toBeLessThan(20);
});

test("who goes first alternates, and both are closed", async () => {
  const log: string[] = [];
  await duel(sleeper("a", 1, log), sleeper("b", 1, log), workload(shape), { pairs: 4 });
  // One check and two laps of each come before.
  expect(log.slice(6).join(" ")).toBe("a b b a a b b a close a close b");
});

test("a contender that loses a byte is not timed", async () => {
  const broken: Contender = {
    id: "broken",
    threads: 1,
    open: ({ data }) => ({ encrypt() {}, decrypt: () => [data.with(0, data[0]! ^ 1)] }),
  };
  await expect(duel(broken, aesGcm, workload(shape), { pairs: 1 })).rejects.toThrow(
    "broken did not give back what it encrypted",
  );
});

test("the work can be stopped", async () => {
  const stop = new AbortController();
  const log: string[] = [];
  const run = duel(sleeper("a", 5, log), sleeper("b", 5, log), workload(shape), {
    pairs: 1000,
    signal: stop.signal,
  });
  stop.abort();
  await expect(run).rejects.toMatchObject({ code: "aborted" });
  expect(log.slice(-2)).toEqual(["close a", "close b"]);
});
