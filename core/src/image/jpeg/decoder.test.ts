import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { decodeWithSharp } from "./sharp.node.ts";
import { decodeInto } from "./decoder.node.ts";
import type { Thread } from "../../threads/thread.ts";

const [width, height] = [320, 200];
const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;

async function jpeg(background: string): Promise<Uint8Array> {
  const create = { width, height, channels: 3, background, noise } as const;
  return new Uint8Array(await sharp({ create }).jpeg().toBuffer());
}

function room(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(bytes));
}

test("several in a row and at once arrive where they should, as sharp decodes them here", async () => {
  const files = await Promise.all(["teal", "maroon", "olive", "navy"].map(jpeg));
  const decode = async (file: Uint8Array): Promise<void> => {
    const into = room(3 * width * height + 7);
    // From within a larger buffer, as `fs.readFile` gives small files.
    const within = new Uint8Array(file.length + 20);
    within.set(file, 9);
    const samples = await decodeInto(within.subarray(9, 9 + file.length), 3, into);
    expect(samples.buffer).toBe(into.buffer);
    expect(Buffer.compare(samples, await decodeWithSharp(file, 3))).toBe(0);
    expect(into.subarray(-7).every((byte) => byte === 0)).toBe(true);
  };
  await decode(files[0]!);
  await decode(files[1]!);
  await Promise.all(files.map(decode));
});

test("what sharp refuses is refused, and the thread goes on", async () => {
  const file = await jpeg("teal");
  const into = room(3 * width * height);
  const broken = file.slice(0, file.length / 2);
  await expect(decodeInto(broken, 3, into)).rejects.toThrow(/premature end|VipsJpeg/i);
  expect(await decodeInto(file, 3, into)).toHaveLength(into.length);
});

test("so is an image that there is no room for", async () => {
  const file = await jpeg("teal");
  await expect(decodeInto(file, 3, room(16))).rejects.toThrow("offset is out of bounds");
});

test("where no thread can be started, this one decodes", async () => {
  vi.resetModules();
  const spawn = vi.fn<() => Thread>(() => {
    throw new Error("no threads here");
  });
  vi.doMock("../../threads/threads.node.ts", () => ({ spawn }));
  const { decodeInto: decodeAlone } = await import("./decoder.node.ts");
  const file = await jpeg("teal");
  for (let i = 0; i < 3; i++) {
    const samples = await decodeAlone(file, 3, room(3 * width * height));
    expect(Buffer.compare(samples, await decodeWithSharp(file, 3))).toBe(0);
  }
  // Tried anew with every image but the first.
  expect(spawn).toHaveBeenCalledTimes(2);
  vi.doUnmock("../../threads/threads.node.ts");
});

test("the program's settings of sharp stay what they are", async () => {
  vi.resetModules();
  const { decodeInto: decode } = await import("./decoder.node.ts");
  const usual = sharp.concurrency();
  const file = await jpeg("teal");
  const into = room(3 * width * height);
  try {
    for (const threads of [1, 5]) {
      sharp.concurrency(threads);
      sharp.cache({ memory: 17, files: 3, items: 11 });
      // The first one here, the second one starts the thread, which loads sharp.
      for (let i = 0; i < 3; i++) await decode(file, 3, into);
      expect(sharp.concurrency()).toBe(threads);
      const { memory, files, items } = sharp.cache();
      expect([memory.max, files.max, items.max]).toEqual([17, 3, 11]);
    }
    sharp.concurrency(1);
    const decoding = decode(file, 3, into);
    sharp.concurrency(6);
    await decoding;
    expect(sharp.concurrency()).toBe(6);
  } finally {
    sharp.concurrency(usual);
    sharp.cache(true);
  }
});
