import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeImage, samplesSha256 } from "../image/index.ts";
import { decrypt, encrypt } from "../index.ts";
import { generateIdentity } from "../keys/index.ts";
import { openPage, type TestPage } from "./open-page.test.support.ts";

// Above a mebibyte of pixels, so that threads are used.
const background = { r: 200, g: 30, b: 90 };
const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
const picture = sharp({
  create: { width: 820, height: 640, channels: 3, background, noise },
}).withMetadata({ density: 300 });
const files: readonly (readonly [string, Uint8Array])[] = [
  ["photo.jpg", await picture.jpeg().toBuffer()],
  ["scan.png", await picture.toColourspace("rgb16").png().toBuffer()],
];
const { identity, recipient } = await generateIdentity();

describe.each([
  ["a cross-origin isolated page", true],
  ["a page without shared memory", false],
])("%s", (_, isolated) => {
  let site: TestPage;
  beforeAll(async () => (site = await openPage(isolated)));
  afterAll(() => site.close());

  test("is what it is meant to be", async () => {
    expect(await site.page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    expect(await site.page.evaluate(() => typeof SharedArrayBuffer)).toBe(
      isolated ? "function" : "undefined",
    );
  });

  test.each(files)(
    "encrypts %s for Node, on worker threads where memory is shared",
    async (name, file) => {
      const options = { path: site.put(file), recipient, name };
      const result = await site.page.evaluate(async ({ path, recipient, name }) => {
        const { library, take, encodeBase64 } = neuroveil;
        const progress: number[] = [];
        const veiled = await library.encrypt(await take(path), {
          recipients: [recipient],
          name,
          onProgress: (done) => progress.push(done),
        });
        return { progress, veiled: encodeBase64(veiled) };
      }, options);
      expect(result.progress.length).toBeGreaterThan(4);
      expect(result.progress).toEqual(result.progress.toSorted((a, b) => a - b));
      expect(result.progress.at(-1)).toBe(1);
      const veiled = new Uint8Array(Buffer.from(result.veiled, "base64"));
      const opened = await decrypt(veiled, { identities: [identity] });
      expect(opened.name).toBe(name.replace(".jpg", ".png"));
      const [before, after] = [await decodeImage(file), await decodeImage(opened.bytes)];
      expect(Buffer.from(after.data).equals(before.data)).toBe(true);
      expect(after.bits).toBe(before.bits);
      const cores = await site.page.evaluate(() => navigator.hardwareConcurrency);
      // Elsewhere copying to threads and back would take longer than this cipher's work.
      expect(site.page.workers()).toHaveLength(isolated && cores > 1 ? cores : 0);
    },
  );

  test("encrypts a File and decrypts a Blob", async () => {
    const [[, file]] = files as [readonly [string, Uint8Array], ...unknown[]];
    const options = { path: site.put(file), recipient, identity };
    const name = await site.page.evaluate(async ({ path, recipient, identity }) => {
      const { library, take } = neuroveil;
      const chosen = new File([Uint8Array.from(await take(path))], "dropped.jpg");
      const veiled = await library.encrypt(chosen, { recipients: [recipient] });
      const blob = new Blob([Uint8Array.from(veiled)]);
      return (await library.decrypt(blob, { identities: [identity] })).name;
    }, options);
    expect(name).toBe("dropped.png");
  });

  test.each(files)("decrypts %s from Node", async (name, file) => {
    const veiled = await encrypt(file, { recipients: [recipient], name });
    const there = await site.page.evaluate(
      async ({ path, identity }) => {
        const { library, image, take } = neuroveil;
        const opened = await library.decrypt(await take(path), { identities: [identity] });
        const restored = await image.decodeImage(opened.bytes);
        return { name: opened.name, hash: await image.samplesSha256(restored) };
      },
      { path: site.put(veiled), identity },
    );
    const here = await decrypt(veiled, { identities: [identity] });
    expect(there).toEqual({
      name: here.name,
      hash: await samplesSha256(await decodeImage(file)),
    });
  });

  test("two images in one, for Node and from Node", async () => {
    const first = files[0]![1];
    const second: Uint8Array = await sharp(first).negate().png().toBuffer();
    const names = { name: "left.jpg", otherName: "right.png" };
    const pair = { first: site.put(first), second: site.put(second), recipient, ...names };
    const veiled = await site.page.evaluate(async (pair) => {
      const { library, take, encodeBase64 } = neuroveil;
      const other = { bytes: await take(pair.second), name: pair.otherName };
      const options = { recipients: [pair.recipient], name: pair.name, second: other };
      return encodeBase64(await library.encrypt(await take(pair.first), options));
    }, pair);
    const here = await decrypt(new Uint8Array(Buffer.from(veiled, "base64")), {
      identities: [identity],
    });
    expect([here.name, here.second!.name]).toEqual(["left.png", "right.png"]);
    for (const [before, after] of [
      [first, here.bytes],
      [second, here.second!.bytes],
    ] as const) {
      const { data } = await decodeImage(after);
      expect(Buffer.compare(data, (await decodeImage(before)).data)).toBe(0);
    }
    const there = await site.page.evaluate(
      async ({ path, identity }) => {
        const { library, image, take } = neuroveil;
        const { second } = await library.decrypt(await take(path), { identities: [identity] });
        return await image.samplesSha256(await image.decodeImage(second!.bytes));
      },
      { path: site.put(Buffer.from(veiled, "base64")), identity },
    );
    expect(there).toBe(await samplesSha256(await decodeImage(second)));
  });

  test("opens what Node sealed under a passphrase", async () => {
    const veiled = await encrypt(files[0]![1], { passphrase: "correct horse" });
    const hash = await site.page.evaluate(async (path) => {
      const { library, sha256, take } = neuroveil;
      const opened = await library.decrypt(await take(path), { passphrase: "correct horse" });
      const restored = await neuroveil.image.decodeImage(opened.bytes);
      return await sha256(restored.data);
    }, site.put(veiled));
    const plain = await decodeImage(files[0]![1]);
    const expected = Buffer.from(await crypto.subtle.digest("SHA-256", new Uint8Array(plain.data)));
    expect(hash).toBe(expected.toString("hex"));
  });

  test.runIf(isolated)("stretches beside the page, and gives it up at once", async () => {
    const before = site.page.workers().length;
    const started: string[] = [];
    site.page.on("worker", (worker) => started.push(worker.url()));
    const { code, during, after } = await site.page.evaluate(async (path) => {
      const { library, take } = neuroveil;
      const file = await take(path);
      const stop = new AbortController();
      let turns = 0;
      const timer = setInterval(() => {
        if (++turns === 20) stop.abort();
      }, 1);
      const encrypting = library.encrypt(file, { passphrase: "p", signal: stop.signal });
      const code = await encrypting.then(
        () => "finished",
        (error: unknown) => (error instanceof library.NeuroveilError ? error.code : String(error)),
      );
      const during = turns;
      const short = new Uint8Array(100);
      await library.encrypt(short, { passphrase: "p" });
      clearInterval(timer);
      return { code, during, after: turns - during };
    }, site.put(files[0]![1]));
    expect(code).toBe("aborted");
    expect(during).toBeGreaterThanOrEqual(20);
    expect(after).toBeGreaterThan(20);
    expect(started.filter((url) => url.includes("stretch-worker"))).toHaveLength(2);
    await expect.poll(() => site.page.workers().length).toBe(before);
  });

  test("refuses a wrong key and one changed byte", async () => {
    const key = new Uint8Array(32).fill(7);
    const veiled = await encrypt(files[0]![1], { key });
    const refusals = await site.page.evaluate(async (path) => {
      const { library, take } = neuroveil;
      const refusal = async (bytes: Uint8Array, fill: number): Promise<string> => {
        try {
          await library.decrypt(bytes, { key: new Uint8Array(32).fill(fill) });
          return "none";
        } catch (error) {
          return error instanceof library.NeuroveilError ? error.code : String(error);
        }
      };
      const bytes = await take(path);
      const changed = bytes.slice();
      changed[Math.floor(bytes.length / 2)]! ^= 1;
      return [await refusal(bytes, 8), await refusal(changed, 7), await refusal(bytes, 7)];
    }, site.put(veiled));
    expect(refusals[0]).toBe("key");
    expect(["broken", "tampered"]).toContain(refusals[1]);
    expect(refusals[2]).toBe("none");
  });

  test("stops when it is told to, and works again afterwards", async () => {
    const code = await site.page.evaluate(async (path) => {
      const { library, take } = neuroveil;
      const bytes = await take(path);
      const key = new Uint8Array(32);
      const stop = new AbortController();
      const onProgress = (): void => stop.abort();
      const code = await library.encrypt(bytes, { key, signal: stop.signal, onProgress }).then(
        () => "finished",
        (error: unknown) => (error instanceof library.NeuroveilError ? error.code : String(error)),
      );
      await library.decrypt(await library.encrypt(bytes, { key }), { key });
      return code;
    }, site.put(files[0]![1]));
    expect(code).toBe("aborted");
  });

  test("has nothing to complain about", () => {
    expect(site.complaints).toEqual([]);
  });
});
