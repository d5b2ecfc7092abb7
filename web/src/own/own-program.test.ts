import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OwnProgram } from "./own-program.ts";

/** What stands for the frame: it has the other end of the port, and may say anything. */
let frame: MessagePort;
let program: OwnProgram;
const raster = { width: 3, height: 2, channels: 1, bytesPerSample: 1 } as const;
const key = Uint8Array.of(7);
const about = { fields: { id: "mine" }, functions: ["encrypt"] };

beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  frame = port2;
  program = new OwnProgram(port1, "export default {};");
});
afterEach(() => frame.close());

interface Call {
  readonly number: number;
}

/** Encrypts, and answers as a stranger may. */
async function encrypted(answer: (call: Call) => unknown): Promise<Uint8Array> {
  frame.postMessage(about);
  const own = (await program.candidate()) as {
    readonly encrypt: (raster: object, key: Uint8Array) => Promise<Uint8Array>;
  };
  frame.addEventListener("message", ({ data }: MessageEvent<string | Call>) => {
    if (typeof data === "object") frame.postMessage(answer(data));
  });
  frame.start();
  const data = new Uint8Array(6);
  await own.encrypt({ ...raster, data }, key.slice());
  return data;
}

test("what is answered is taken", async () => {
  const made = Uint8Array.of(1, 2, 3, 4, 5, 6);
  expect(await encrypted(({ number }) => ({ number, data: made, keyVector: key }))).toEqual(made);
});

test.each([
  ["text in place of bytes", { data: "abcdef" }, /no longer has its 6 bytes/],
  ["nothing", {}, /no longer has its 6 bytes/],
  ["more than there were", { data: new Uint8Array(1000) }, /no longer has its 6 bytes/],
  ["bytes in another form", { data: new Uint16Array(6) }, /no longer has its 6 bytes/],
  ["an error that is none", { error: { message: "m" } }, /^\[object Object\]$/],
  ["a long one", { error: `a\n${"b".repeat(1000)}` }, /^a b{198}$/],
])("%s is refused", async (_, answer, message) => {
  await expect(encrypted(({ number }) => ({ number, ...answer }))).rejects.toThrow(message);
});

test.each([
  ["nothing", {}, /default export or one named cipher, got no export/],
  ["fields that are none", { fields: 7 }, /got no export/],
  ["names that are none", { exported: { map: 7 } }, /got no export/],
  ["many lines of names", { exported: ["a\nb", {}] }, /got a b, \[object Object\];/],
  ["an error", { error: "no\nmore" }, /a module that begins, got the error "no more"/],
])("a module that says %s is refused", async (_, said, message) => {
  frame.postMessage(said);
  await expect(program.candidate()).rejects.toThrow(message);
});

test("an answer to another call is not taken, and who gives none is not asked again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = encrypted(({ number }) => {
    // As soon as it has been heard.
    setImmediate(() => setImmediate(() => vi.advanceTimersByTime(10_000)));
    return { number: number + 1, data: new Uint8Array(6) };
  });
  await expect(asked).rejects.toThrow(/an answer to "encrypt" within 10 seconds, got none/);
  vi.useRealTimers();
  expect(program.failure).toMatchObject({ code: "input" });
});
