import { deflateSync } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, vi } from "vitest";
import { codecs as browser } from "./codecs.browser.ts";
import { codecs as node } from "./codecs.node.ts";
import { TooLong } from "./codecs.ts";
import { readFrame } from "./jpeg/frame.ts";
import { readSegments } from "./jpeg/segments.ts";
import { drawnJpeg } from "./jpeg/made-jpeg.test.data.ts";
import { noise } from "./png/made-png.test.data.ts";
import { oddJpegs } from "./jpeg/odd-jpegs.test.data.ts";
import { realFiles } from "./real-files.test.data.ts";

vi.mock("@jsquash/jpeg/codec/dec/mozjpeg_dec.js", async (importOriginal) =>
  (await import("./jpeg/mozjpeg.test.support.ts")).withModule(importOriginal),
);

/** Both platforms' samples of a file. */
async function both(file: Uint8Array): Promise<[Uint8Array, Uint8Array]> {
  const segments = readSegments(file);
  const frame = readFrame(segments);
  return Promise.all([
    node.decodeJpeg(file, segments, frame),
    browser.decodeJpeg(file, segments, frame),
  ]);
}

describe("JPEG gives the same samples as in Node", () => {
  test.each([
    [1, {}],
    [1, { progressive: true }],
    [3, {}],
    [3, { chromaSubsampling: "4:4:4" }],
    [3, { progressive: true }],
    [4, {}],
    [4, { progressive: true }],
  ] as const)("%i channels, %o", async (channels, options) => {
    const [a, b] = await both(await drawnJpeg(channels, options));
    expect(Buffer.compare(a, b)).toBe(0);
  });

  test.each(Object.entries(oddJpegs))("%s", async (_, file) => {
    const [a, b] = await both(file);
    expect(Buffer.compare(a, b)).toBe(0);
  });

  const files = realFiles(/\.jpe?g$/i).filter(
    ({ path, expect: wanted }) => wanted === "valid" && !/monkey12|testimgari/.test(path),
  );
  test.runIf(files.length > 0)("real files", async () => {
    const different: string[] = [];
    for (const { path, read } of files) {
      const [a, b] = await both(read());
      if (Buffer.compare(a, b) !== 0) different.push(path);
    }
    expect(different).toEqual([]);
  });
});

test("JPEG data that is damaged is refused", async () => {
  const file = await drawnJpeg(3, { progressive: true });
  const damaged = new Uint8Array([...file.subarray(0, -22), ...file.subarray(-2)]);
  const segments = readSegments(damaged);
  await expect(browser.decodeJpeg(damaged, segments, readFrame(segments))).rejects.toThrow(
    /premature/,
  );
});

test("a JPEG is not refused for what libjpeg says of another at the same time", async () => {
  const file = new Uint8Array(await drawnJpeg(3));
  const end = file.length - 2;
  // Stray bytes are worth a warning, no more.
  const odd = new Uint8Array([...file.subarray(0, 2), 7, 7, 7, ...file.subarray(2)]);
  const cut = new Uint8Array([...file.subarray(0, end - 300), ...file.subarray(end)]);
  const decode = (bytes: Uint8Array): Promise<unknown> => {
    const segments = readSegments(bytes);
    return node.decodeJpeg(bytes, segments, readFrame(segments));
  };
  for (let i = 0; i < 30; i++) {
    const others = [cut, cut, cut].map((bytes) => decode(bytes).catch(() => undefined));
    await Promise.all([decode(odd), decode(odd), decode(odd), ...others]);
  }
});

describe.each([
  ["Node", node],
  ["the browser", browser],
])("zlib in %s", (platform, codecs) => {
  test.prop([fc.uint8Array({ maxLength: 500 }), fc.uint8Array({ maxLength: 9 })], { numRuns: 50 })(
    "inflates what was deflated, whatever follows",
    async (bytes, rest) => {
      const stream = await codecs.deflate(bytes);
      const file = new Uint8Array([...stream, ...rest]);
      let told = 0;
      const inflated = await codecs.inflate(file, bytes.length + 1, (length) => (told = length));
      expect(inflated).toEqual(bytes);
      // The browser's code learns it from a stream that refuses more, which only browsers' do.
      if (platform === "Node") expect(told).toBe(rest.length);
    },
  );

  test("inflates up to the limit and no further", async () => {
    const stream = deflateSync(new Uint8Array(1e6));
    expect(await codecs.inflate(stream, 1e6)).toHaveLength(1e6);
    await expect(codecs.inflate(stream, 1e6 - 1)).rejects.toBeInstanceOf(TooLong);
  });

  test("refuses damaged and incomplete streams", async () => {
    const stream = new Uint8Array(deflateSync(noise(5000, 1)));
    const last = stream.length - 1;
    await expect(codecs.inflate(stream.subarray(0, last), 5000)).rejects.toThrow();
    await expect(codecs.inflate(stream.with(last, stream[last]! ^ 1), 5000)).rejects.toThrow();
    await expect(codecs.inflate(stream.with(0, 0), 5000)).rejects.toThrow();
    await expect(codecs.inflate(new Uint8Array(), 5000)).rejects.toThrow();
  });

  test("gives results buffers of their own", async () => {
    const inflated = await codecs.inflate(deflateSync(new Uint8Array(100)), 1 << 20);
    expect(inflated.buffer.byteLength).toBeLessThan(1000);
  });
});

test("crc32 agrees", () => {
  const bytes = noise(1000, 2);
  expect(browser.crc32(bytes, 5)).toBe(node.crc32(bytes, 5));
});
