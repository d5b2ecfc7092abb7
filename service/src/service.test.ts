import { encrypt } from "neuroveil";
import { decodeImage, samplesSha256 } from "neuroveil/image";
import { afterAll, describe, expect, test } from "vitest";
import {
  ask,
  bytesOf,
  foreign,
  jpeg,
  own,
  picture,
  png,
  problem,
  start,
  token,
} from "./testing.test.support.ts";

const { service, log } = await start();
afterAll(() => service.close());
const toOwn = `/encrypt?recipient=${own.recipient}`;

async function veiled(
  file: Uint8Array<ArrayBuffer>,
  path = toOwn,
): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await ask(service, path, { body: file });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("image/png");
  return bytesOf(answer);
}

describe("round trip", () => {
  test("a PNG comes back bit for bit", async () => {
    const cipher = await veiled(await png());
    expect((await decodeImage(cipher)).data).not.toEqual(picture().data);
    const answer = await ask(service, "/decrypt", { body: cipher });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "neuroveil-cipher": "hybrid",
      "neuroveil-protection": "sealed",
      "neuroveil-payload": "pixels",
      "neuroveil-images": "1",
    });
    expect((await decodeImage(await bytesOf(answer))).data).toEqual(picture().data);
  });

  test("a JPEG's pixels come back, and what does not is told", async () => {
    const file = await jpeg();
    const answer = await ask(service, toOwn, { body: file });
    expect(answer.headers.get("neuroveil-payload")).toBe("pixels");
    const back = await ask(service, "/decrypt", { body: await bytesOf(answer) });
    const [before, after] = await Promise.all([
      decodeImage(file),
      decodeImage(await bytesOf(back)),
    ]);
    expect(await samplesSha256(after)).toBe(await samplesSha256(before));
  });

  test("an original that was kept comes back as it was, and as pixels where that is asked", async () => {
    const file = await jpeg();
    const cipher = await veiled(file, `${toOwn}&keepOriginal=true&preview=64`);
    const whole = await ask(service, "/decrypt", { body: cipher });
    expect(whole.headers.get("content-type")).toBe("image/jpeg");
    expect(await bytesOf(whole)).toEqual(file);
    const pixels = await ask(service, "/decrypt?as=pixels", { body: cipher });
    expect(pixels.headers.get("content-type")).toBe("image/png");
    const [before, after] = await Promise.all([
      decodeImage(file),
      decodeImage(await bytesOf(pixels)),
    ]);
    expect(after.data).toEqual(before.data);
  });

  test("any file comes back byte for byte under its name, from a form", async () => {
    const form = new FormData();
    const bytes = new TextEncoder().encode("no picture");
    form.set("file", new File([bytes], "Grüße 'ß'.txt"));
    form.set("options", JSON.stringify({ recipients: [own.recipient], modified: 1.5e12 }));
    const cipher = await bytesOf(await ask(service, "/encrypt", { body: form }));
    const answer = await ask(service, "/decrypt", { body: cipher });
    expect(await answer.text()).toBe("no picture");
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%27%C3%9F%27.txt",
      "neuroveil-payload": "file",
      "neuroveil-modified": "1500000000000",
    });
  });

  test("two images in one come back one by one", async () => {
    const form = new FormData();
    form.set("file", new File([await png()], "left.png"));
    form.set("second", new File([await png()], "right.png"));
    const cipher = await bytesOf(
      await ask(service, `${toOwn}&cipher=cellular-dual`, { body: form }),
    );
    const first = await ask(service, "/decrypt", { body: cipher });
    const second = await ask(service, "/decrypt?image=second", { body: cipher });
    expect(first.headers.get("neuroveil-images")).toBe("2");
    expect((await decodeImage(await bytesOf(first))).data).toEqual(picture().data);
    expect(second.headers.get("content-disposition")).toContain("right.png");
    expect((await decodeImage(await bytesOf(second))).data).toEqual(picture().data);
    const single = await ask(service, "/decrypt?image=second", { body: await veiled(await png()) });
    expect(await problem(single)).toMatchObject({ status: 400, code: "usage" });
  });
});

describe("what it does not decrypt", () => {
  test("a picture that it can read only regions of", async () => {
    const region = { x: 1, y: 1, width: 4, height: 4 };
    const veil = async (recipient: string): Promise<Uint8Array<ArrayBuffer>> => {
      const regions = [
        { ...region, recipients: [own.recipient] },
        { ...region, x: 8 },
      ];
      return new Uint8Array(await encrypt(await png(), { recipients: [recipient], regions }));
    };
    const part = await ask(service, "/decrypt", { body: await veil(foreign.recipient) });
    expect(await problem(part)).toMatchObject({ code: "key" });
    const whole = await ask(service, "/decrypt", { body: await veil(own.recipient) });
    expect((await decodeImage(await bytesOf(whole))).data).toEqual(picture().data);
  });

  test("for others", async () => {
    const cipher = await encrypt(await png(), { recipients: [foreign.recipient] });
    const answer = await ask(service, "/decrypt", { body: new Uint8Array(cipher) });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await problem(answer)).toMatchObject({ status: 403, code: "key" });
  });

  test("bare images, and no request can ask for them", async () => {
    const bare = await encrypt(await png(), { recipients: [own.recipient], protection: "bare" });
    const answer = await ask(service, "/decrypt", { body: new Uint8Array(bare) });
    expect(await problem(answer)).toMatchObject({ status: 422, code: "unsupported" });
  });

  test("what was changed", async () => {
    const cipher = await veiled(await png());
    cipher[cipher.length >> 1]! ^= 1;
    const answer = await ask(service, "/decrypt", { body: cipher });
    expect((await problem(answer)).status).toBe(422);
  });

  test("anything, without identities", async () => {
    const other = await start({ identities: [] });
    const answer = await ask(other.service, "/decrypt", { body: await veiled(await png()) });
    expect(await problem(answer)).toMatchObject({ status: 403, code: "not-offered" });
    await other.service.close();
  });
});

describe("nothing that a request says leads out of it", () => {
  test.each([
    ["/decrypt?bare=true"],
    ["/decrypt?unverified=true"],
    ["/decrypt?protection=bare"],
    ["/decrypt?path=/etc/passwd"],
    ["/decrypt?identity=/etc/passwd"],
    ["/decrypt?key=00"],
    ["/decrypt?identities=AGE-SECRET-KEY-1X"],
    ["/decrypt?threads=64"],
    ["/decrypt?__proto__=1"],
    [`${toOwn}&protection=bare`],
    [`${toOwn}&nonce=00`],
    [`${toOwn}&threads=64`],
    [`${toOwn}&contentKey=1`],
    [`${toOwn}&key=00`],
    [`${toOwn}&passphrase=hunter2`],
    [`${toOwn}&name=secret.png`],
    [`${toOwn}&cipher=../../main.js`],
    [`${toOwn}&cipher=toString`],
    [`${toOwn}&cipher=hybrid&cipher=cnn-only`],
    [`${toOwn}&recipients=${own.recipient}`],
    [`${toOwn}&module=x.mjs`],
    ["/analyze?module=x.mjs"],
    ["/analyze?cipher=/etc/passwd"],
    ["/analyze?positions=1e9"],
    ["/inspect?age=out.age"],
  ])("%s", async (path) => {
    const answer = await ask(service, path, { body: await png() });
    expect(await problem(answer)).toMatchObject({ status: 400, code: "usage" });
  });

  test.each([
    { protection: "bare" },
    { bare: true },
    { unverified: true },
    { nonce: [] },
    { key: "00" },
    { identities: [own.identity] },
    { passphrase: "hunter2" },
    { second: "/etc/passwd" },
    { recipients: "age1" },
    { recipients: [] },
    { recipients: [{}] },
    { name: 7 },
    { modified: "yesterday" },
    { modified: 1e300 },
    { lossy: "yes" },
    [],
    null,
    "x",
  ])("in JSON: %j", async (options) => {
    const form = new FormData();
    form.set("file", new File([await png()], "a.png"));
    form.set("options", JSON.stringify(options));
    const answer = await ask(service, "/encrypt", { body: form });
    expect(await problem(answer)).toMatchObject({ status: 400, code: "usage" });
  });

  test("an option in the address and in JSON is refused, and so is a part too many", async () => {
    const form = (): FormData => {
      const made = new FormData();
      made.set("file", new File([new Uint8Array([1])], "a.png"));
      return made;
    };
    const both = form();
    both.set("options", JSON.stringify({ recipients: [own.recipient] }));
    const twice = form();
    twice.append("file", new File([new Uint8Array([2])], "b.png"));
    const other = form();
    other.set("identity", own.identity);
    for (const body of [both, twice, other]) {
      expect(await problem(await ask(service, toOwn, { body }))).toMatchObject({ status: 400 });
    }
  });

  test("a recipient that is none, and none at all", async () => {
    const path = `/encrypt?recipient=${own.identity}`;
    const answer = await ask(service, path, { body: await png() });
    const { code, detail } = await problem(answer);
    expect(code).toBe("usage");
    expect(detail).not.toContain(own.identity.slice(16));
    expect(await problem(await ask(service, "/encrypt", { body: await png() }))).toMatchObject({
      status: 400,
    });
  });
});

describe("passphrases", () => {
  test("are refused unless they are offered, and never in the address", async () => {
    const answer = await ask(service, "/encrypt", {
      body: await png(),
      headers: { "neuroveil-passphrase": "hunter2" },
    });
    expect(await problem(answer)).toMatchObject({ status: 403, code: "not-offered" });
  });

  test("encrypt where they are, from the header or a part", async () => {
    const other = await start({ passphrases: true });
    const answer = await ask(other.service, "/encrypt", {
      body: await png(),
      headers: { "neuroveil-passphrase": "correct horse" },
    });
    expect(answer.status).toBe(200);
    const { inspected } = {
      inspected: await ask(service, "/inspect", { body: await bytesOf(answer) }),
    };
    expect(await inspected.json()).toMatchObject({ key: { stanzas: ["scrypt"] } });
    // Decrypting takes the service's identities alone.
    const refused = await ask(other.service, "/encrypt", {
      body: await png(),
      headers: { "neuroveil-passphrase": "gr\u00fc\u00dfe" },
    });
    expect(await problem(refused)).toMatchObject({ status: 400, code: "usage" });
    await other.service.close();
  });
});

describe("who may ask", () => {
  test.each([
    [{ authorization: "" }, "none"],
    [{ authorization: `Bearer ${token.slice(1)}` }, "another"],
    [{ authorization: `Bearer ${token}x` }, "another"],
    [{ authorization: `Basic ${token}` }, "none"],
  ])("%j", async (headers, got) => {
    const answer = await ask(service, "/decrypt", { body: await png(), headers });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    const { status, code, detail } = await problem(answer);
    expect({ status, code }).toEqual({ status: 401, code: "token" });
    expect(detail).toContain(`got ${got}`);
  });

  test("whether it is alive, everybody; the measurements, not", async () => {
    const headers = { authorization: "" };
    for (const path of ["/health/live", "/health/ready", "/openapi.json"]) {
      expect((await ask(service, path, { method: "GET", headers })).status).toBe(200);
    }
    expect((await ask(service, "/metrics", { method: "GET", headers })).status).toBe(401);
  });

  test.each([
    ["evil.example", undefined, undefined, 421],
    ["evil.example:8790", undefined, undefined, 421],
    ["localhost.evil.example", undefined, undefined, 421],
    ["", undefined, undefined, 421],
    ["localhost:8790", "http://evil.example", undefined, 403],
    ["localhost:8790", "http://localhost:3000", undefined, 403],
    ["localhost:8790", "null", undefined, 403],
    ["localhost:8790", undefined, "cross-site", 403],
    ["localhost:8790", undefined, "same-site", 403],
    ["localhost:8790", "http://localhost:8790", "same-origin", 200],
    ["127.0.0.1:8790", undefined, "none", 200],
    ["[::1]:8790", undefined, undefined, 200],
    ["LOCALHOST", undefined, undefined, 200],
  ])("host %j, origin %j, site %j: %i", async (host, origin, site, status) => {
    const headers = {
      host,
      ...(origin !== undefined && { origin }),
      ...(site !== undefined && { "sec-fetch-site": site }),
    };
    expect((await ask(service, "/health/live", { method: "GET", headers })).status).toBe(status);
  });

  test("so many requests in a minute, and no more", async () => {
    const other = await start({ limits: { requestsPerMinute: 3 } });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++)
      statuses.push((await ask(other.service, "/openapi.json", { method: "GET" })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask(other.service, "/inspect", { body: await png() });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // Those without the token use up nothing of its holder's, nor he of theirs.
    const without = { authorization: "Bearer 0" };
    const anybody = (): Promise<Response> =>
      ask(other.service, "/openapi.json", { method: "GET", headers: without });
    expect((await anybody()).status).toBe(200);
    // Whoever watches over the service is not counted.
    expect((await ask(other.service, "/health/live", { method: "GET" })).status).toBe(200);
    await other.service.close();
  });
});

describe("limits", async () => {
  const narrow = await start({
    limits: { bodyBytes: 20_000, heldBytes: 30_000, sampleBytes: 3000 },
  });
  afterAll(() => narrow.service.close());

  test("a body over the limit is refused by what it says, and by what comes", async () => {
    const says = { "content-length": "20001" };
    const declared = await ask(narrow.service, "/inspect", { body: "x", headers: says });
    expect(await problem(declared)).toMatchObject({ status: 413, code: "body-size" });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(2000));
      },
    });
    const streamed = await ask(narrow.service, "/inspect", { body: endless });
    expect(streamed.headers.get("connection")).toBe("close");
    expect(await problem(streamed)).toMatchObject({ status: 413, code: "body-size" });
    expect(pulled).toBeLessThan(20);
  });

  test("all bodies together", async () => {
    const stop = new AbortController();
    const stuck = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(18_000)),
    });
    const first = ask(narrow.service, "/inspect", { body: stuck, signal: stop.signal });
    const second = await ask(narrow.service, "/inspect", { body: "x".repeat(18_000) });
    expect(await problem(second)).toMatchObject({ status: 503, code: "busy" });
    expect(second.headers.get("retry-after")).toBe("5");
    stop.abort();
    await first;
    const third = await ask(narrow.service, "/inspect", { body: "x".repeat(18_000) });
    expect(third.status).toBe(200);
  });

  test("samples of an image, by what its header says", async () => {
    const path = toOwn;
    const large = await png();
    expect(await problem(await ask(narrow.service, path, { body: large }))).toMatchObject({
      status: 413,
      code: "limit",
    });
    expect(await problem(await ask(narrow.service, "/inspect", { body: large }))).toMatchObject({
      code: "limit",
    });
    expect(await problem(await ask(narrow.service, "/analyze", { body: large }))).toMatchObject({
      code: "limit",
    });
    const cipher = await veiled(large);
    expect(await problem(await ask(narrow.service, "/decrypt", { body: cipher }))).toMatchObject({
      code: "limit",
    });
    // As a file it has no samples.
    expect((await ask(narrow.service, `${path}&payload=file`, { body: large })).status).not.toBe(
      500,
    );
  });

  test("a body in an encoding, an empty one, and a form that is none", async () => {
    const encoded = { "content-encoding": "gzip" };
    expect(
      await problem(await ask(service, "/inspect", { body: "x", headers: encoded })),
    ).toMatchObject({ status: 415 });
    expect(await problem(await ask(service, "/inspect", { body: "" }))).toMatchObject({
      status: 400,
    });
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"]) {
      const answer = await ask(service, "/inspect", {
        body: "--y",
        headers: { "content-type": type },
      });
      expect(await problem(answer)).toMatchObject({ status: 400, code: "body" });
    }
  });
});

test("analyses, beside what to compare with", async () => {
  const answer = await ask(service, "/analyze?cipher=conv-multi", { body: await png() });
  const { results, image } = (await answer.json()) as {
    results: { cipher: string }[];
    image: object;
  };
  expect(results.map(({ cipher }) => cipher)).toEqual(["conv-multi", "aes-256-ctr", "canary"]);
  expect(image).toMatchObject({ width: 40, height: 30 });
});

test("a form of many parts is left at the first that is one too many", async () => {
  const type = { "content-type": "multipart/form-data; boundary=x" };
  const part = (name: string): string =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\na\r\n`;
  // The end is no form any more, which nobody gets to see.
  const many = await ask(service, "/inspect", { body: `${part("a").repeat(5)}--`, headers: type });
  expect(await problem(many)).toMatchObject({ code: "usage" });
  const header = `--x\r\nContent-Disposition: form-data; name="${"a".repeat(5000)}"\r\n\r\n`;
  const long = await ask(service, "/inspect", { body: header, headers: type });
  expect(await problem(long)).toMatchObject({ code: "body" });
});

test("addresses and methods that are not there", async () => {
  const elsewhere = await ask(service, "/../../etc/passwd", { method: "GET" });
  expect(await problem(elsewhere)).toMatchObject({ status: 404, code: "route" });
  const wrong = await ask(service, "/encrypt", { method: "GET" });
  expect(wrong.headers.get("allow")).toBe("POST");
  expect(await problem(wrong)).toMatchObject({ status: 405, code: "method" });
  const posted = await ask(service, "/metrics");
  expect(posted.headers.get("allow")).toBe("GET, HEAD");
});

test("measures what it did, under few labels", async () => {
  await ask(service, "/somewhere/else", { method: "GET" });
  const text = await (await ask(service, "/metrics", { method: "GET" })).text();
  expect(text).toMatch(/^neuroveil_requests_total\{route="\/encrypt",status="200"\} \d+$/m);
  expect(text).toMatch(/^neuroveil_refusals_total\{code="token"\} \d+$/m);
  expect(text).toMatch(/^neuroveil_held_bytes 0$/m);
  expect(text).toMatch(/^neuroveil_running 0$/m);
  expect(text).not.toContain("somewhere");
});

test("no line of the log says what was asked", () => {
  expect(log.length).toBeGreaterThan(50);
  const all = log.join("\n");
  for (const secret of [
    token,
    own.identity.slice(16),
    own.recipient,
    "hunter2",
    "secret.png",
    "passwd",
    "Grü",
    "left.png",
  ])
    expect(all).not.toContain(secret);
});

test("a program's mistake is told in general, and logged without its message", async () => {
  const incoming = {
    get socket(): never {
      throw new Error("hunter2");
    },
  };
  const request = new Request("http://localhost/openapi.json", { headers: { host: "localhost" } });
  const answer = await service.fetch(request, { incoming: incoming as never });
  const { status, code, detail } = await problem(answer);
  expect({ status, code }).toEqual({ status: 500, code: "internal" });
  const line = log.find((each) => each.includes('"unexpected"'))!;
  expect(line).toMatch(/"trace":"Error at /);
  expect(detail + line).not.toContain("hunter2");
});
