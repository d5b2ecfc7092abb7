import { MemoryOutput } from "@neuroveil/files";
import { createKeyRing } from "neuroveil/keys";
import { unwrapKeys } from "neuroveil/container";
import { encodeImage } from "neuroveil/image";
import { afterAll, expect, test } from "vitest";
import { createPoolEngine, createThreadedEngine, type Engine } from "./engine.ts";

const engines: readonly Engine[] = [await createThreadedEngine(), await createPoolEngine(1)];
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const key = new Uint8Array(32).fill(5);
const contentKey = { bytes: key, wrapped: undefined };

/** An image that is large enough for several threads. */
async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [700, 600];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i) >> 7);
  const kind = { channels: 3, bits: 8, colour: "rgb", metadata: {} } as const;
  return new Uint8Array((await encodeImage({ width, height, data, ...kind })).bytes);
}

/** Encrypts it with a nonce of its own choice. */
async function sealed(engine: Engine, bytes: Uint8Array, nonce: number): Promise<Uint8Array> {
  let written = new Uint8Array();
  const output = new MemoryOutput(async (all) => void (written = new Uint8Array(all)));
  const job = { cipher: "hybrid", protection: "bare", contentKey } as const;
  const fresh = { bytes: new Uint8Array(bytes), nonce: new Uint8Array(16).fill(nonce) };
  await engine.seal({ ...job, ...fresh }, output, () => undefined);
  await output.commit();
  return written;
}

/** Places where two files of one length differ. */
function differences(a: Uint8Array, b: Uint8Array): number[] {
  expect(a.length).toBe(b.length);
  return [...a.keys()].filter((at) => a[at] !== b[at]);
}

test("one thread an image and all threads an image give the same, but for what is fresh each time", async () => {
  const [threaded, pool] = engines as [Engine, Engine];
  const bytes = await picture();
  const first = await sealed(threaded, bytes, 1);
  // The record has randomness of its own.
  const fresh = differences(first, await sealed(threaded, bytes, 1));
  // Two random bytes are the same now and then, also at the ends.
  const [begin, end] = [fresh[0]! - 16, fresh.at(-1)! + 16];
  expect(end - begin).toBeLessThan(first.length / 100);
  const other = await sealed(pool, bytes, 1);
  const outside = (places: readonly number[]): number =>
    places.filter((at) => at < begin || at > end).length;
  expect(outside(differences(first, other))).toBe(0);
  expect(outside(differences(first, await sealed(pool, bytes, 2)))).toBeGreaterThan(1e6);
  for (const engine of engines) {
    const keys = await unwrapKeys(other, createKeyRing({ key }));
    const job = { bytes: new Uint8Array(other), keys, bare: true, unverified: false };
    expect(Buffer.compare((await engine.open(job, () => undefined)).bytes, bytes)).toBe(0);
  }
});
