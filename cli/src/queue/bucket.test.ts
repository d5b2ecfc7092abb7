import { BucketRoot, QueueKeys } from "@neuroveil/queue";
import { describe, expect, test } from "vitest";
import { freePort } from "../testing/free-port.ts";
import { S3Server } from "../testing/s3-server.ts";

const keys = new QueueKeys(new Uint8Array(32));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const results = { permissions: undefined, otherwise: "take it away" };

async function opened(prefix = "a b/"): Promise<{ server: S3Server; root: BucketRoot }> {
  const server = await S3Server.start();
  const root = await BucketRoot.open(`s3://${server.bucket}/${prefix}`, server.environment);
  return { server, root };
}

test("objects are read, found and listed below the prefix, whatever their names, and hidden ones are not", async () => {
  const { server, root } = await opened();
  const names = ["x/1.png", "x/2 +&=%.png", "x/é🙂.png", "x/(3)!'*.png", "x/deep/4.png"];
  for (const name of [...names, "x/.hidden", "x//y", ".neuroveil-queue/zz/z", "y/5.png"])
    server.put(`a b/${name}`, bytes(name));
  server.put("elsewhere/x/1.png", bytes("outside"));
  for (const name of names) {
    const read = await root.read(keys, name);
    expect(new TextDecoder().decode(read.bytes)).toBe(name);
    expect(read.modified).toBeTypeOf("number");
    expect(await root.look(name)).toHaveProperty("size", bytes(name).length);
  }
  const found: string[] = [];
  for await (const { key, size } of root.below("x")) {
    found.push(key);
    expect(size).toBe(bytes(key).length);
  }
  // Three to a page.
  expect(found.toSorted()).toEqual(names.toSorted());
  expect(await root.look("x/none")).toBeUndefined();
  await expect(root.read(keys, "x/none")).rejects.toMatchObject({
    code: "input",
    message: expect.stringContaining("no such object") as unknown,
  });
});

test("a path that leads elsewhere is none", async () => {
  const { server, root } = await opened();
  server.put("secret", bytes("secret"));
  for (const path of [
    "../secret",
    "x/../../secret",
    "/secret",
    ".neuroveil-queue/x",
    "x//y",
    "x/./y",
  ])
    await expect(root.read(keys, path)).rejects.toThrow(/expected a path below/);
  for (const path of ["s3://pictures/secret", "s3://others/a b/x", "x", "s3://pictures/a b/../x"])
    await expect(root.named(path)).rejects.toMatchObject({ code: "input" });
  expect(await root.named("s3://pictures/a b/x/y/")).toBe("x/y");
});

test("a result is written once, whole, and never replaces anything", async () => {
  const { server, root } = await opened();
  const folder = await root.folder("out", true);
  const output = folder.output("r.png", results);
  await output.write(bytes("__cd"), 2, 2, 2);
  await output.write(bytes("ab"), 0, 2, 0);
  expect(server.keys()).toEqual([]);
  await output.commit();
  expect(server.objects.get("a b/out/r.png")!.bytes.toString()).toBe("abcd");
  // Many at once: one wins, with all of its bytes.
  const racing = Array.from({ length: 10 }, (_, i) =>
    folder
      .write([{ name: "raced", bytes: bytes(`writer ${i}`), modified: undefined }], results)
      .then(
        () => i,
        () => undefined,
      ),
  );
  const winners = (await Promise.all(racing)).filter((each) => each !== undefined);
  expect(winners).toHaveLength(1);
  expect(server.objects.get("a b/out/raced")!.bytes.toString()).toBe(`writer ${winners[0]}`);
  await expect(
    folder.write([{ name: "r.png", bytes: bytes("other"), modified: undefined }], results),
  ).rejects.toMatchObject({ code: "output", message: expect.stringContaining("take it away") });
  expect(await folder.holds("r.png", bytes("abcd"))).toBe(true);
  expect(await folder.holds("r.png", bytes("abce"))).toBe(false);
  expect(await folder.isThere("none")).toBe(false);
});

test("what the queue keeps is replaced, bounded, and forgotten by its age", async () => {
  const { server, root } = await opened();
  await root.own.write("jabc", bytes("one"));
  await root.own.write("jabc", bytes("two"));
  expect(Buffer.from((await root.own.read("jabc", 3))!).toString()).toBe("two");
  expect(await root.own.read("jabc", 2)).toBeUndefined();
  expect(await root.own.read("jnone", 3)).toBeUndefined();
  server.put("a b/picture.png", bytes("stays"));
  await root.own.forget(Date.now() - 60_000);
  expect(server.keys()).toHaveLength(2);
  await root.own.forget(Date.now() + 60_000);
  expect(server.keys()).toEqual(["a b/picture.png"]);
});

test("what others put among the queue's own is not removed, wherever its name leads", async () => {
  const { server, root } = await opened();
  const planted = ["../picture.png", "../../../others/x", "jabc/../../picture.png", "j.b"];
  for (const name of planted) server.put(`a b/.neuroveil-queue/${name}`, bytes("planted"));
  server.put("a b/picture.png", bytes("stays"));
  await root.own.write("jabc", bytes("goes"));
  const before = server.keys();
  await root.own.forget(Date.now() + 60_000);
  expect(server.keys()).toEqual(before.filter((key) => !key.endsWith("/jabc")));
  expect(server.keys()).toHaveLength(before.length - 1);
});

describe("a store that does not do as it is asked", () => {
  test("what is busy is asked again, and then left to the queue", async () => {
    const { server, root } = await opened();
    server.put("a b/x", bytes("x"));
    let left = 2;
    server.fault = () => (left-- > 0 ? 503 : undefined);
    expect((await root.read(keys, "x")).bytes).toEqual(bytes("x"));
    server.fault = () => 503;
    await expect(root.read(keys, "x")).rejects.toMatchObject({
      failure: { code: "input", passing: true },
    });
  });

  test("an answer that breaks off is none", async () => {
    const { server, root } = await opened();
    server.put("a b/x", new Uint8Array(100_000));
    server.cut = true;
    await expect(root.read(keys, "x")).rejects.toMatchObject({
      failure: { passing: true, message: expect.stringContaining("no whole answer") as unknown },
    });
  });

  test("a list that is none, or would never end", async () => {
    const { server, root } = await opened();
    const list = async (): Promise<void> => {
      for await (const _ of root.below("")) continue;
    };
    for (const answer of ["<html>hello</html>", "<IsTruncated>true</IsTruncated>"]) {
      server.listing = answer;
      await expect(list()).rejects.toThrow(/expected a list of objects/);
    }
    const modified = "<Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified>";
    const contents = `<Contents><Key>a%20b/x</Key>${modified}</Contents>`;
    server.listing = `<IsTruncated>true</IsTruncated>${contents}`;
    await expect(list()).rejects.toThrow(/the same keys again/);
    // Half a second for a pattern that goes back and forth, and for ever with a megabyte.
    server.listing = `<IsTruncated>false</IsTruncated>${"<Contents>".repeat(200_000)}`;
    await list();
  });

  test("what never ends is cut off", async () => {
    const { server, root } = await opened();
    const folder = await root.folder("out", true);
    const refused = async (work: Promise<unknown>): Promise<string> =>
      String(await work.catch((error: unknown) => error));
    const list = async (): Promise<void> => {
      for await (const _ of root.below("")) continue;
    };
    /** Bytes that are under way at the most, in two programs and the system between them. */
    const underWay = 1 << 24;
    const put = (): Promise<void> =>
      folder.write([{ name: "x", bytes: bytes("x"), modified: undefined }], results);
    for (const [status, work, words, requests] of [
      [403, () => root.read(keys, "x"), /status 403/, 1],
      [404, () => root.read(keys, "x"), /no such object/, 1],
      [503, () => root.read(keys, "x"), /status 503.*busy or broken/, 5],
      [200, () => root.read(keys, "x"), /no whole answer/, 1],
      [200, list, /a page of more than 16\.0 MB/, 2],
      [200, () => root.own.write("jabc", bytes("one")), /undefined/, 1],
      [412, put, /already there/, 1],
    ] as const) {
      server.endless = status;
      server.poured = 0;
      expect(await refused(work())).toMatch(words);
      expect(server.poured).toBeLessThan(requests * underWay);
    }
  });

  test("one that overlooks If-None-Match is found out, and one that keeps to it is left as it was", async () => {
    const { server, root } = await opened();
    await root.requireConditionalWrites();
    expect(server.keys()).toEqual([]);
    server.replaces = true;
    await expect(root.requireConditionalWrites()).rejects.toMatchObject({
      code: "output",
      message: expect.stringMatching(
        /^expected a store at s3:\/\/pictures\/a b\/ that keeps an object when If-None-Match: \* comes for its name, got one that replaced it/,
      ) as unknown,
    });
    expect(server.keys()).toEqual([]);
    server.fault = (method) => (method === "PUT" ? 501 : undefined);
    await expect(root.requireConditionalWrites()).rejects.toThrow(/knows conditional writes/);
    // What could not be looked at is not called unsafe.
    server.fault = (method) => (method === "PUT" ? 403 : undefined);
    await expect(root.requireConditionalWrites()).rejects.toThrow(/status 403/);
  });

  test.each([
    [403, /status 403.*check AWS_ACCESS_KEY_ID/],
    [301, /status 301.*set AWS_REGION/],
    [400, /status 400/],
    [501, /status 501.*knows conditional writes/],
  ])("%d is told in one line", async (status, words) => {
    const { server, root } = await opened();
    server.fault = () => status;
    const refused: unknown = await root.read(keys, "x").catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "input",
      message: expect.stringMatching(words) as unknown,
    });
    expect(String(refused)).not.toContain(server.secret);
  });

  test("a bucket that is not there, a wrong secret, nobody who listens: told at the start", async () => {
    const server = await S3Server.start();
    const { environment } = server;
    const open = (name: string, changes: object): Promise<unknown> =>
      BucketRoot.open(name, { ...environment, ...changes }).catch((error: unknown) => error);
    expect(String(await open("s3://others", {}))).toMatch(/no such bucket/);
    const wrong = await open("s3://pictures", { AWS_SECRET_ACCESS_KEY: "another-secret" });
    expect(String(wrong)).toMatch(/SignatureDoesNotMatch/);
    expect(String(wrong)).not.toContain("another-secret");
    const closed = `http://127.0.0.1:${await freePort()}`;
    const nobody = await open("s3://pictures", { AWS_ENDPOINT_URL_S3: closed });
    expect(String(nobody)).toMatch(/no whole answer \(ECONNREFUSED\)/);
    expect(await open("s3://pictures", { AWS_ACCESS_KEY_ID: "" })).toMatchObject({ code: "usage" });
    expect(await open("s3://A", {})).toMatchObject({ code: "usage" });
    expect(
      String(await open("s3://pictures", { AWS_ENDPOINT_URL_S3: "http://me:hidden@x" })),
    ).not.toMatch(/hidden/);
  });
});
