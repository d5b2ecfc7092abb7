import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { encrypt } from "neuroveil";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { defaultLimits } from "./settings/limits.ts";
import { listen } from "./server.ts";
import { listening, own, picture, png, start, token } from "./testing.test.support.ts";

const service = await listening({ limits: { workers: 2 } });
const { url } = service;
const port = Number(new URL(url).port);
/** One that does not wait for anybody. */
const strict = await listening({
  limits: { bodySeconds: 1, headerSeconds: 1, leastBytesPerSecond: 1 << 20 },
});
const strictPort = Number(new URL(strict.url).port);
const authorization = `Bearer ${token}`;

function post(path: string, body: Uint8Array<ArrayBuffer>, at = url): Promise<Response> {
  return fetch(`${at}${path}`, { method: "POST", body, headers: { authorization } });
}

/** Says something to the service as it is, and hears all that it answers. */
async function say(raw: string | Uint8Array, at = port): Promise<string> {
  const socket = connect(at, "127.0.0.1");
  socket.write(raw);
  return heard(socket);
}

async function heard(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  // What the other end breaks off is no failure of the test.
  socket.on("error", () => undefined);
  await once(socket, "close");
  return Buffer.concat(pieces).toString("latin1");
}

const head = (path: string, ...fields: string[]): string =>
  [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    `Authorization: ${authorization}`,
    ...fields,
    "",
    "",
  ].join("\r\n");

async function gauge(name: string, at = url): Promise<number> {
  const measured = await (await fetch(`${at}/metrics`, { headers: { authorization } })).text();
  return Number(new RegExp(`^neuroveil_${name} (\\d+)$`, "m").exec(measured)?.[1]);
}

/** Waits until something is so; the test's own time is the limit. */
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

test("a header that comes too slowly", async () => {
  expect(await say("POST /encrypt HTTP/1.1\r\nHost: local", strictPort)).toMatch(
    /^HTTP\/1\.1 408 /,
  );
});

test.each(["Content-Length: 5", "Transfer-Encoding: chunked"])(
  "a body behind GET ends the connection: %s",
  async (field) => {
    // Nothing of the body comes: who waited for it would not answer.
    const answer = await say(`GET /health/live HTTP/1.1\r\nHost: localhost\r\n${field}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*"code":"body"/);
  },
);

test("fields of a header are all seen", async () => {
  const many = Array.from({ length: 150 }, (_, i) => `X-${i}: 1`);
  const answer = await say(
    [
      ...head("/inspect", ...many)
        .trimEnd()
        .split("\r\n"),
      "Origin: http://evil.example",
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n"),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test("a body that comes too slowly", async () => {
  const socket = connect(strictPort, "127.0.0.1");
  const answered = heard(socket);
  socket.write(head("/inspect", "Content-Length: 1000"));
  const drip = setInterval(() => socket.write("x"), 50);
  const answer = await answered;
  clearInterval(drip);
  expect(answer).toMatch(/^HTTP\/1\.1 408 .*connection: close/is);
  expect(answer).toContain('"code":"body-slow"');
  expect(await gauge("held_bytes", strict.url)).toBe(0);
});

test("a body that is shorter than it says", async () => {
  const socket = connect(port, "127.0.0.1");
  const answered = heard(socket);
  socket.end(`${head("/inspect", "Content-Length: 1000")}abc`);
  await answered;
  await until(async () => (await gauge("requests_open")) === 1);
  expect(service.log.some((line) => line.includes('"code":"aborted"'))).toBe(true);
});

test("a request that names two hosts", async () => {
  const other = `POST http://evil.example/inspect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  expect(await say(other)).toMatch(/^HTTP\/1\.1 421 /);
  const twice =
    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
  expect(await say(twice)).toMatch(/^HTTP\/1\.1 421 /);
});

test("a body that is longer than it says is no second request", async () => {
  const smuggled = "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
  const answer = await say(`${head("/inspect", "Content-Length: 3")}abc${smuggled}`);
  // As HTTP has it, it is one: and it is asked for what every request is asked for.
  expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(["HTTP/1.1 200", "HTTP/1.1 421"]);
});

test.each([
  [["Content-Length: 3", "Transfer-Encoding: chunked"], "0\r\n\r\n"],
  [["Content-Length: 3", "Content-Length: 4"], "abcd"],
  [["Content-Length: +3"], "abc"],
  [["Content-Length: 0x3"], "abc"],
  [["Transfer-Encoding: xchunked"], "0\r\n\r\n"],
  [["Transfer-Encoding: chunked, identity"], "0\r\n\r\n"],
  [["Transfer-Encoding : chunked"], "0\r\n\r\n"],
  [["Transfer-Encoding: chunked"], "g\r\n\r\n"],
  [["X: a\nTransfer-Encoding: chunked"], "0\r\n\r\n"],
])("lengths that contradict each other: %j", async (fields, body) => {
  const answer = await say(head("/inspect", ...fields) + body);
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*connection: close/is);
  expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
});

test("chunks of a byte are refused long before they are many", async () => {
  const before = service.log.length;
  const answer = await say(
    `${head("/inspect", "Transfer-Encoding: chunked")}${"1\r\nx\r\n".repeat(100_000)}0\r\n\r\n`,
  );
  // What was on its way may keep the answer from arriving.
  if (answer !== "") expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"body"/s);
  const line = service.log.slice(before).find((each) => each.includes("/inspect"));
  expect(JSON.parse(line!)).toMatchObject({ status: 400, code: "body" });
});

test("chunks over the limit, without a length", async () => {
  const small = await start({ limits: { bodyBytes: 1000, heldBytes: 5000 } });
  const own = { ...defaultLimits, bodyBytes: 1000 };
  const server = await listen(small.service, { host: "127.0.0.1", port: 0 }, own);
  const asked = request(`${server.url}/inspect`, { method: "POST", headers: { authorization } });
  asked.on("error", () => undefined);
  const drip = setInterval(() => asked.write("x".repeat(100)), 5);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  clearInterval(drip);
  expect(answer.statusCode).toBe(413);
  expect(JSON.parse(await text(answer))).toMatchObject({ code: "body-size" });
  await server.stop();
});

test("a client that goes ends the work", async () => {
  // Some seconds of work.
  const file = await png(1500, 1000);
  const before = service.log.length;
  const stop = new AbortController();
  const path = `${url}/encrypt?recipient=${own.recipient}&cipher=hopfield-weights`;
  const asked = fetch(path, {
    method: "POST",
    body: file,
    headers: { authorization },
    signal: stop.signal,
  });
  const outcome = asked.then(
    () => "answered",
    () => "gone",
  );
  await until(async () => (await gauge("running")) === 1);
  stop.abort();
  expect(await outcome).toBe("gone");
  await until(async () => (await gauge("running")) === 0 && (await gauge("held_bytes")) === 0);
  const line = service.log.slice(before).find((each) => each.includes("/encrypt"));
  expect(JSON.parse(line!)).toMatchObject({ code: "aborted" });
  // The worker is there for the next one.
  expect((await post("/inspect", await png())).status).toBe(200);
});

test("a client that does not take its answer loses the connection", async () => {
  const cipher = new Uint8Array(
    await encrypt(new Uint8Array(12 << 20), { recipients: [own.recipient], name: "zeros" }),
  );
  const socket = connect(strictPort, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(head("/decrypt", `Content-Length: ${cipher.length}`));
  socket.write(cipher);
  socket.pause();
  await until(async () => (await gauge("held_bytes", strict.url)) > 0);
  await until(async () => (await gauge("held_bytes", strict.url)) === 0);
  socket.resume();
  await once(socket, "close");
  expect(socket.bytesRead).toBeLessThan(12 << 20);
});

test("200 requests at once", async () => {
  const file = await png();
  const path = `/encrypt?recipient=${own.recipient}`;
  const answers = await Promise.all(Array.from({ length: 200 }, () => post(path, file)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const ciphers = await Promise.all(
    answers.map(async (each) => new Uint8Array(await each.arrayBuffer())),
  );
  const back = await Promise.all(
    ciphers.filter((_, i) => i % 10 === 0).map((each) => post("/decrypt", each)),
  );
  const images = await Promise.all(
    back.map(async (each) => (await decodeImage(new Uint8Array(await each.arrayBuffer()))).data),
  );
  const { data } = picture();
  expect(images.every((each) => Buffer.compare(each, data) === 0)).toBe(true);
});

test("more than may wait are told to come again", async () => {
  const full = await listening({ limits: { workers: 1, waiting: 2 } });
  const path = `/encrypt?recipient=${own.recipient}`;
  const file = await png();
  const asked = Array.from({ length: 10 }, () => post(path, file, full.url));
  const answers = await Promise.all(asked);
  const refused = answers.filter(({ status }) => status === 503);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
  expect(refused.length).toBeGreaterThan(0);
  expect(await refused[0]!.json()).toMatchObject({ code: "busy" });
  expect(refused[0]!.headers.get("retry-after")).toBe("2");
});

test("work that takes too long is stopped, and the next one is done", async () => {
  const short = await listening({ limits: { workSeconds: 1 } });
  const path = `/encrypt?recipient=${own.recipient}&cipher=hopfield-weights`;
  const answer = await post(path, await png(2000, 1000), short.url);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "time" });
  expect((await post("/inspect", await png(), short.url)).status).toBe(200);
});

test("when it is stopped, it finishes what runs and refuses what is new", async () => {
  const stopped = await start();
  const server = await listen(stopped.service, { host: "127.0.0.1", port: 0 }, defaultLimits);
  const path = `/encrypt?recipient=${own.recipient}&cipher=hopfield-weights`;
  const running = post(path, await png(300, 200), server.url);
  await until(async () => {
    const measured = await fetch(`${server.url}/metrics`, { headers: { authorization } });
    return (await measured.text()).includes("neuroveil_running 1");
  });
  const done = server.stop();
  const ready = await stopped.service.fetch(
    new Request("http://localhost/health/ready", { headers: { host: "localhost" } }),
    {},
  );
  expect(ready.status).toBe(503);
  expect((await running).status).toBe(200);
  await (await running).arrayBuffer();
  await done;
  await expect(post("/inspect", await png(), server.url)).rejects.toThrow();
});

test("nothing of a request is in the log", () => {
  const all = [...service.log, ...strict.log].join("\n");
  for (const secret of [token, own.recipient, "zeros", "evil"]) expect(all).not.toContain(secret);
});
