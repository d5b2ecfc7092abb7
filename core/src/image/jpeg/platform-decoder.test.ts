import { describe, expect, test, vi } from "vitest";
import { jpegDecoder as browser } from "./platform-decoder.browser.ts";
import { jpegDecoder as node } from "./platform-decoder.node.ts";
import { readFrame } from "./frame.ts";
import { readSegments } from "./segments.ts";
import { drawnJpeg } from "./made-jpeg.test.data.ts";
import { oddJpegs } from "./odd-jpegs.test.data.ts";
import { realFiles } from "../real-files.test.data.ts";

vi.mock("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs", async (importOriginal) =>
  (await import("./libjpeg-turbo.test.support.ts")).withModule(importOriginal),
);

/** Both platforms' samples of a file. */
async function both(file: Uint8Array): Promise<[Uint8Array, Uint8Array]> {
  const segments = readSegments(file);
  const frame = readFrame(segments);
  return Promise.all([node.decode(file, segments, frame), browser.decode(file, segments, frame)]);
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
  await expect(browser.decode(damaged, segments, readFrame(segments))).rejects.toThrow(/missing/);
});

test("a JPEG is not refused for what libjpeg says of another at the same time", async () => {
  const file = new Uint8Array(await drawnJpeg(3));
  const end = file.length - 2;
  // Stray bytes are worth a warning, no more.
  const odd = new Uint8Array([...file.subarray(0, 2), 7, 7, 7, ...file.subarray(2)]);
  const cut = new Uint8Array([...file.subarray(0, end - 300), ...file.subarray(end)]);
  const decode = (bytes: Uint8Array): Promise<unknown> => {
    const segments = readSegments(bytes);
    return node.decode(bytes, segments, readFrame(segments));
  };
  for (let i = 0; i < 30; i++) {
    const others = [cut, cut, cut].map((bytes) => decode(bytes).catch(() => undefined));
    await Promise.all([decode(odd), decode(odd), decode(odd), ...others]);
  }
});
