import sharp from "sharp";
import { afterEach, expect, test, vi } from "vitest";
import { NeuroveilError } from "./errors.ts";
import { decodeImage, encodeImage } from "./image/index.ts";
import { decrypt, encrypt } from "./index.ts";
import { isOutOfMemory, withinMemory } from "./out-of-memory.ts";

afterEach(() => vi.unstubAllGlobals());

const key = new Uint8Array(32).fill(1);
const [width, height] = [1200, 900];

async function photo(): Promise<Uint8Array> {
  const create = { width, height, channels: 3, background: "teal" } as const;
  return new Uint8Array(await sharp({ create }).png().toBuffer());
}

/** From now on there is no memory for buffers of a megabyte and more. */
function takeMemory(): void {
  for (const name of ["ArrayBuffer", "SharedArrayBuffer", "Uint8Array"] as const) {
    const usual = globalThis[name] as new (...args: unknown[]) => object;
    const scarce = new Proxy(usual, {
      construct(target, args: [unknown], newTarget) {
        const [first] = args;
        if (typeof first === "number" && first >= 1 << 20)
          throw new RangeError("Array buffer allocation failed");
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
    vi.stubGlobal(name, scarce);
  }
}

const scarce = { code: "limit", message: expect.stringMatching(/about \d+ MiB of memory.*none;/) };

test("too little memory is a limit, and the next call works", async () => {
  const file = await photo();
  const veiled = await encrypt(file, { key });
  const image = await decodeImage(file);
  takeMemory();
  // Twice the size of what an earlier image may have left for the next one.
  const second = { bytes: file };
  await expect(encrypt(file, { key, second })).rejects.toMatchObject(scarce);
  const cipher = "conv-multi";
  await expect(encrypt(file, { key, cipher, second })).rejects.toMatchObject(scarce);
  await expect(decrypt(veiled, { key })).rejects.toMatchObject(scarce);
  const files = { ...image, metadata: {}, bits: 4, data: image.data.map((byte) => byte & 15) };
  await encodeImage(files).catch((error: unknown) => expect(error).toMatchObject(scarce));
  vi.unstubAllGlobals();
  expect((await decrypt(await encrypt(file, { key }), { key })).payload).toBe("pixels");
});

test("memory is told by the words of each engine and library, also as a cause", () => {
  const ways: Error[] = [
    new RangeError("Array buffer allocation failed"),
    new RangeError("WebAssembly.Memory.grow(): Unable to grow instance memory"),
    new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory"),
    new RangeError("Invalid typed array length: 4294967296"),
    Object.assign(
      new Error("Worker terminated due to reaching memory limit: JS heap out of memory"),
      {
        code: "ERR_WORKER_OUT_OF_MEMORY",
      },
    ),
    Object.assign(new Error("insufficient memory"), { code: "Z_MEM_ERROR" }),
    new Error("vips_malloc: out of memory -- size == 36MB"),
  ];
  for (const error of ways) {
    expect(isOutOfMemory(error)).toBe(true);
    expect(isOutOfMemory(new Error("decoding failed", { cause: error }))).toBe(true);
  }
  for (const other of [
    new Error("memory lane"),
    new TypeError("x is undefined"),
    "text",
    undefined,
  ])
    expect(isOutOfMemory(other)).toBe(false);
});

test("what was thrown on purpose stays what it is", async () => {
  const known = new NeuroveilError("key", "no key fits", {
    cause: new RangeError("out of memory"),
  });
  const work = (): Promise<never> => Promise.reject(known);
  await expect(withinMemory(() => 1, work)).rejects.toBe(known);
  const other = (): Promise<never> => Promise.reject(new Error("a mistake"));
  await expect(withinMemory(() => 1, other)).rejects.toThrow("a mistake");
  const unknown = withinMemory(
    () => undefined,
    () => Promise.reject(new RangeError("Array buffer allocation failed")),
  );
  await expect(unknown).rejects.toMatchObject({ code: "limit", message: /expected enough memory/ });
});
