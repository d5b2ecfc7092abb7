import { scrypt } from "@noble/hashes/scrypt.js";
import { Decrypter, Encrypter } from "age-encryption";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { startStretching } from "#stretch-thread";
import { createKeyRing } from "./index.ts";
import { wrapWithPassphrase } from "./age-wrap.ts";
import { SharedWork } from "./shared-work.ts";
import { scryptOptions, type StretchJob, type Stretching } from "./stretch-job.ts";
import { stretch } from "./stretch.ts";

vi.mock("#stretch-thread", { spy: true });
const start = vi.mocked(startStretching);
beforeEach(() => {
  start.mockReset();
});

const job: StretchJob = {
  passphrase: new TextEncoder().encode("pässword"),
  salt: new Uint8Array(16).fill(3),
  logN: 10,
};
const longer: StretchJob = { ...job, logN: 15 };
const expected = (of: StretchJob): Uint8Array => scrypt(of.passphrase, of.salt, scryptOptions(of));

/** A thread that never comes to an end; `stop` is a spy. */
function endless(): Stretching & { readonly stop: ReturnType<typeof vi.fn<() => void>> } {
  return { result: new Promise(() => undefined), stop: vi.fn<() => void>() };
}

/** Turns of the event loop that others get while `work` goes on. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; value: T }> {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  try {
    const value = await work;
    return { turns, value };
  } finally {
    clearInterval(timer);
  }
}

describe("stretching a passphrase", () => {
  test("leaves the event loop free, on a thread of its own", async () => {
    const { turns, value } = await turnsDuring(stretch(longer, undefined));
    expect(value).toEqual(expected(longer));
    expect(start).toHaveBeenCalledOnce();
    expect(turns).toBeGreaterThan(10);
  });

  test.each([
    [
      "are forbidden",
      () => {
        throw new Error("forbidden");
      },
    ],
    ["die", () => ({ ...endless(), result: Promise.reject(new Error("died")) })],
  ])("goes on in slices where threads %s", async (_, thread) => {
    start.mockImplementation(thread);
    const { turns, value } = await turnsDuring(stretch(longer, undefined));
    expect(value).toEqual(expected(longer));
    expect(turns).toBeGreaterThan(5);
  });

  test("is given up at once, and the thread ended", async () => {
    const thread = endless();
    start.mockReturnValue(thread);
    const stop = new AbortController();
    const stretching = stretch(job, stop.signal);
    await vi.waitFor(() => expect(start).toHaveBeenCalled());
    expect(thread.stop).not.toHaveBeenCalled();
    stop.abort("enough");
    await expect(stretching).rejects.toMatchObject({ code: "aborted", cause: "enough" });
    expect(thread.stop).toHaveBeenCalled();
  });

  test("is given up in slices, too", async () => {
    start.mockImplementation(() => {
      throw new Error("forbidden");
    });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1);
    await expect(stretch({ ...job, logN: 18 }, stop.signal)).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("is not begun for somebody who has given up", async () => {
    await expect(stretch(job, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
    expect(start).not.toHaveBeenCalled();
  });

  test("goes on for four at a time; others wait in a row, and may leave it", async () => {
    const threads = Array.from({ length: 4 }, endless);
    for (const thread of threads) start.mockReturnValueOnce(thread);
    const stops = threads.map(() => new AbortController());
    const first = stops.map(({ signal }) => stretch(job, signal).catch(() => "aborted"));
    const leaver = new AbortController();
    const fifth = stretch(job, leaver.signal);
    const sixth = stretch(job, undefined);
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(4));
    leaver.abort();
    await expect(fifth).rejects.toMatchObject({ code: "aborted" });
    expect(start).toHaveBeenCalledTimes(4);
    stops[0]!.abort();
    expect(await sixth).toEqual(expected(job));
    expect(start).toHaveBeenCalledTimes(5);
    for (const stop of stops) stop.abort();
    expect(await Promise.all(first)).toEqual(Array(4).fill("aborted"));
  });

  test("needs memory that there may not be", async () => {
    start.mockImplementation(() => {
      throw new Error("forbidden");
    });
    const allocation = vi.spyOn(globalThis, "Uint32Array").mockImplementation(function () {
      throw new RangeError("Array buffer allocation failed");
    });
    try {
      await expect(stretch(job, undefined)).rejects.toMatchObject({ code: "limit" });
    } finally {
      allocation.mockRestore();
    }
  });
});

describe("age's scrypt stanza", () => {
  const passphrase = "pässword ☀";

  test("made here, is read by age", async () => {
    const key = new Uint8Array(32).fill(5);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const wrapped = await wrapWithPassphrase(key, passphrase, { logN: 5 });
    expect(await decrypter.decrypt(wrapped, "text")).toBe("05".repeat(32));
  });

  test("made by age, is read here", async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(5);
    const wrapped = await encrypter.encrypt("05".repeat(32));
    expect(await createKeyRing({ passphrase }).unwrap(wrapped)).toEqual(new Uint8Array(32).fill(5));
  });
});

describe("a ring of keys", () => {
  test("stretches once for all who wait; one who gives up does not stop the others", async () => {
    const wrapped = await wrapWithPassphrase(new Uint8Array(32), "p", { logN: 10 });
    start.mockClear();
    const ring = createKeyRing({ passphrase: "p" });
    const stop = new AbortController();
    const [left, stays] = [ring.unwrap(wrapped, stop.signal), ring.unwrap(wrapped)];
    stop.abort();
    await expect(left).rejects.toMatchObject({ code: "aborted" });
    expect(await stays).toEqual(new Uint8Array(32));
    expect(await ring.unwrap(wrapped)).toEqual(new Uint8Array(32));
    expect(start).toHaveBeenCalledOnce();
  });

  test("begins anew after all have given up", async () => {
    const wrapped = await wrapWithPassphrase(new Uint8Array(32), "p", { logN: 10 });
    start.mockClear();
    const thread = endless();
    start.mockReturnValueOnce(thread);
    const ring = createKeyRing({ passphrase: "p" });
    const stop = new AbortController();
    const left = ring.unwrap(wrapped, stop.signal);
    await vi.waitFor(() => expect(start).toHaveBeenCalled());
    stop.abort();
    await expect(left).rejects.toMatchObject({ code: "aborted" });
    await vi.waitFor(() => expect(thread.stop).toHaveBeenCalled());
    expect(await ring.unwrap(wrapped)).toEqual(new Uint8Array(32));
    expect(start).toHaveBeenCalledTimes(2);
  });

  test("leaves no listener behind on a signal that lives long", async () => {
    const { signal } = new AbortController();
    const [added, removed] = [
      vi.spyOn(signal, "addEventListener"),
      vi.spyOn(signal, "removeEventListener"),
    ];
    await new SharedWork(() => Promise.resolve(1)).wait(signal);
    await stretch(job, signal);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    expect(added).toHaveBeenCalledTimes(2);
  });
});
