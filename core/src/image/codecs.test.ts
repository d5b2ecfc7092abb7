import { deflateSync } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { codecs as browser } from "./codecs.browser.ts";
import { codecs as node } from "./codecs.node.ts";
import { TooLong } from "./codecs.ts";
import { noise } from "./png/made-png.test.data.ts";

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
