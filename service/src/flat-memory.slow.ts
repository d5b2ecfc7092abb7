import { encrypt } from "neuroveil";
import { expect, test } from "vitest";
import { foreign, listening, own, png, token } from "./testing.test.support.ts";

// Nobody keeps the log's lines, of which each thousand requests make a quarter of a megabyte.
const service = await listening({ limits: { workers: 2 }, log: () => undefined });
const headers = { authorization: `Bearer ${token}` };
const atOnce = 16;

/** Megabytes of this process with its workers. */
const memory = (): number => process.memoryUsage().rss / 1e6;

test("10,000 requests, a part of them refused or broken off, leave memory as it was", async () => {
  const file = await png(80, 60);
  const cipher = new Uint8Array(await encrypt(file, { recipients: [own.recipient] }));
  const others = new Uint8Array(await encrypt(file, { recipients: [foreign.recipient] }));
  const ask = async (
    path: string,
    body: Uint8Array<ArrayBuffer>,
    more: RequestInit = {},
  ): Promise<number> => {
    const answer = await fetch(`${service.url}${path}`, { method: "POST", body, headers, ...more });
    await answer.arrayBuffer();
    return answer.status;
  };
  const kinds: readonly (() => Promise<number>)[] = [
    () => ask(`/encrypt?recipient=${own.recipient}`, file),
    () => ask("/decrypt", cipher),
    () => ask("/inspect", file),
    () => ask("/decrypt", others),
    () => ask("/decrypt?bare=true", cipher),
    () => ask("/inspect", file, { headers: {} }),
    () => ask("/decrypt", cipher, { signal: AbortSignal.timeout(1) }).catch(() => 0),
    () => ask("/encrypt", file),
  ];
  const expected = [200, 200, 200, 403, 400, 401, undefined, 400];
  let next = 0;
  const wrong: string[] = [];
  const lane = async (end: number): Promise<void> => {
    while (next < end) {
      const kind = next++ % kinds.length;
      const status = await kinds[kind]!();
      if (expected[kind] !== undefined && status !== expected[kind])
        wrong.push(`${kind}: ${status}`);
    }
  };
  const lanes = (end: number): Promise<void[]> =>
    Promise.all(Array.from({ length: atOnce }, () => lane(end)));
  const seen: number[] = [];
  for (let end = 1000; end <= 10_000; end += 1000) {
    await lanes(end);
    seen.push(Math.round(memory()));
  }
  console.info(`MB after each thousand: ${seen.join(" ")}`);
  expect(wrong).toEqual([]);
  // Heaps and allocators take some thousand requests to settle. A body of 10 kB that stayed behind with
  // every request would make 40 MB of the last four thousand.
  const [early, late] = [seen.slice(4, 7), seen.slice(-3)].map((few) => Math.min(...few));
  expect(late! - early!).toBeLessThan(25);
  const measured = await (await fetch(`${service.url}/metrics`, { headers })).text();
  expect(measured).toMatch(/^neuroveil_held_bytes 0$/m);
  expect(measured).toMatch(/^neuroveil_requests_open 1$/m);
});
