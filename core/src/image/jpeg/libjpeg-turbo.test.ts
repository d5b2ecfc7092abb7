import { beforeEach, describe, expect, test, vi } from "vitest";
import { drawnJpeg } from "./made-jpeg.test.data.ts";
import { decodeWithSharp } from "./sharp.node.ts";

/** Whether the module can be fetched. */
let served = true;

vi.mock("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs", async (importOriginal) => {
  const { withModule } = await import("./libjpeg-turbo.test.support.ts");
  const { default: create } = await withModule(importOriginal);
  type Options = Parameters<typeof create>[0];
  const missing = { locateFile: (name: string) => `/nowhere/${name}` };
  const unserved = async (options: Options): Promise<unknown> =>
    (
      await importOriginal<typeof import("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs")>()
    ).default({
      ...options,
      ...missing,
    });
  return { default: (options: Options) => (served ? create(options) : unserved(options)) };
});

describe.each([
  ["with its module", true],
  ["in JavaScript, where the module is not served", false],
])("libjpeg-turbo %s", (_, isServed) => {
  let decodeWithTurbo: (file: Uint8Array) => Promise<Uint8Array | undefined>;
  beforeEach(async () => {
    served = isServed;
    vi.resetModules();
    ({ decodeWithTurbo } = await import("./libjpeg-turbo.ts"));
  });

  test.each([1, 3] as const)("%i channels: what sharp makes of them", async (channels) => {
    const file = await drawnJpeg(channels);
    const samples = await decodeWithTurbo(file);
    expect(Buffer.compare(samples!, await decodeWithSharp(file, channels))).toBe(0);
  });

  test("after more refusals than one module is kept for, it still decodes", async () => {
    const file = await drawnJpeg(3);
    const cut = new Uint8Array([...file.subarray(0, -200), ...file.subarray(-2)]);
    for (let i = 0; i < 50; i++) expect(await decodeWithTurbo(cut)).toBeUndefined();
    const samples = await decodeWithTurbo(file);
    expect(Buffer.compare(samples!, await decodeWithSharp(file, 3))).toBe(0);
  });
});
