import { inflateSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { adler32, joinAdler32 } from "./checksums.ts";
import { deflateRows } from "./deflate-rows.node.ts";
import { filterRows, plainRows } from "./filter.ts";
import type { PixelRows } from "../pixel-rows.ts";

afterEach(() => {
  vi.doUnmock("#threads");
  vi.resetModules();
});

const mebibyte = 1 << 20;

/** Repetitive with long distances, so that parts refer to what stands before them. */
function text(length: number, shared: boolean): Uint8Array {
  const bytes = new Uint8Array(shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
  for (let i = 0; i < length; i++) bytes[i] = ((i * i) >> 7) ^ (i % 20_011);
  return bytes;
}

function filtered({ data, rowBytes, pixel }: PixelRows): Uint8Array {
  return pixel === 0 ? plainRows(data, rowBytes) : filterRows(data, rowBytes, pixel);
}

async function expectStream(passes: readonly PixelRows[], small = false): Promise<number> {
  const stream = Buffer.concat(await deflateRows(passes, { small }));
  // Inflating checks the Adler-32 and that the stream ends where it should.
  expect(Buffer.compare(inflateSync(stream), Buffer.concat(passes.map(filtered)))).toBe(0);
  expect(stream[0]).toBe(0x78);
  expect(((stream[0]! << 8) | stream[1]!) % 31).toBe(0);
  return stream.length;
}

test.each([
  [1, 1, 0],
  [1, 3000, 1],
  [40, 26_214, 4],
  [999, 1049, 3],
  [999, 1050, 0],
  [40_000, 40, 8],
  [mebibyte + 5, 2, 0],
])("rows of %d bytes, %d of them, become one stream", async (rowBytes, rows, pixel) => {
  const [shared, own] = [true, false].map((is) => {
    return { data: text(rowBytes * rows, is), rowBytes, pixel };
  });
  const length = await expectStream([shared!]);
  expect(await expectStream([own!])).toBe(length);
  // The passes of an interlaced image are one stream, too.
  await expectStream([own!, { data: text(600, false), rowBytes: 200, pixel }, shared!]);
});

test("a stream without threads is the same as one by threads", async () => {
  const rows = { data: text(3 * mebibyte, true), rowBytes: 3 * 1024, pixel: 3 };
  const withThreads = Buffer.concat(await deflateRows([rows], {}));
  vi.resetModules();
  vi.doMock("#threads", async (load) => ({ ...(await load<object>()), availableThreads: () => 1 }));
  const alone = await import("./deflate-rows.node.ts");
  expect(Buffer.compare(Buffer.concat(await alone.deflateRows([rows], {})), withThreads)).toBe(0);
});

test("what repeats is compressed thoroughly, noise is not searched", async () => {
  const rowBytes = 1024;
  const noise = new Uint8Array(512 * rowBytes).map(() => Math.floor(256 * Math.random()));
  const plain = { data: noise, rowBytes, pixel: 1 };
  expect(await expectStream([plain])).toBeLessThan(1.002 * noise.length);
  const pattern = noise.map((_, i) => noise[i % 5000]! & 3);
  const drawing = { data: pattern, rowBytes, pixel: 0 };
  expect(await expectStream([drawing])).toBe(await expectStream([drawing], true));
});

test("noise in the middle of each strip does not keep the rest from being searched", async () => {
  const rowBytes = 1024;
  const rows = 4 * 1024;
  const data = text(rowBytes * rows, false).map((_, i) => {
    const place = (i % mebibyte) / mebibyte;
    return Math.abs(place - 0.5) < 0.02 ? Math.floor(256 * Math.random()) : (i >> 5) & 31;
  });
  expect(await expectStream([{ data, rowBytes, pixel: 0 }])).toBeLessThan(0.1 * data.length);
});

test("an aborted stream ends between two strips", async () => {
  const rows = { data: text(8 * mebibyte, true), rowBytes: 4096, pixel: 1 };
  const signal = AbortSignal.abort();
  await expect(deflateRows([rows], { signal })).rejects.toMatchObject({ code: "aborted" });
  const controller = new AbortController();
  const work = deflateRows([rows], { signal: controller.signal });
  setTimeout(() => controller.abort(), 1);
  await expect(work).rejects.toMatchObject({ code: "aborted" });
});

test("sums of parts give the sum of the whole", () => {
  const bytes = text(200_000, false);
  for (const cut of [0, 1, 65_521, 131_042, 200_000]) {
    const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(joinAdler32(adler32(first), adler32(second), second.length)).toBe(adler32(bytes));
  }
  const ones = new Uint8Array(70_000).fill(255);
  expect(joinAdler32(adler32(ones), adler32(ones), ones.length)).toBe(
    adler32(new Uint8Array(140_000).fill(255)),
  );
});
