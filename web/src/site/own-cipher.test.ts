import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBuiltPage, type BuiltPage } from "./built-page.ts";
import { webFolder } from "./web-folder.ts";

let site: BuiltPage;
let page: Page;
/** Another origin, which counts who comes. */
let outside: Server;
let address: string;
const visits: string[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", "text/javascript");
    response.end("export default 1;");
  });
  await new Promise<void>((resolve) => {
    outside.listen(0, "127.0.0.1", resolve);
  });
  address = `http://localhost:${(outside.address() as AddressInfo).port}/`;
  site = await openBuiltPage();
  page = await site.open();
  await page.goto(`${site.url}#measure`);
  const small = { width: 24, height: 18, channels: 3, background: "teal" } as const;
  const noise = { type: "gaussian", mean: 120, sigma: 50 } as const;
  const buffer = await sharp({ create: { ...small, noise } })
    .png()
    .toBuffer();
  await page
    .locator('.subject input[type="file"]')
    .setInputFiles({ name: "own.png", mimeType: "image/png", buffer });
  await page.locator(".own > summary").click();
});
afterAll(async () => {
  outside.close();
  await site.close();
});

/** A module whose encrypt and decrypt do the same: by default an exclusive-or with the key's byte. */
function module(body: string, before = ""): string {
  return `${before}
const fields = { family: "control", status: "known-weak", lossless: true, source: "a test", parameters: {},
  nativeKey: { bytes: 16, nonceBytes: 0, description: "a mask" }, keySpace: "2^128", keyVectorBytes: 0, tileRows: 0 };
async function work(raster, key) {
  ${body}
  for (let i = 0; i < raster.data.length; i++) raster.data[i] ^= key[i % 16];
  return new Uint8Array();
}
export default { id: "mine", ...fields, encrypt: work, decrypt: work };`;
}

/** Measures a module, to the words with which it is refused. */
async function refusalOf(text: string): Promise<string> {
  await page.locator(".own textarea").fill(text);
  await page.locator(".own .primary").click();
  const bad = page.locator(".own .bad");
  await bad.waitFor({ timeout: 30_000 });
  return (await bad.textContent())!;
}

test("the page runs one script that does not come from its server, and knows its hash", async () => {
  const program = await readFile(join(webFolder, "src/own/frame-program.js"));
  const policy = await readFile(join(webFolder, "index.html"), "utf8");
  const hash = createHash("sha256").update(program).digest("base64");
  expect(policy).toContain(
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'; worker-src 'self' blob:;`,
  );
  expect(policy).not.toMatch(/unsafe-(inline|eval)(?<!wasm-unsafe-eval)/);
});

/** Measures a module that is taken, and gives what the page offers to be saved. */
async function saved(name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return await readFile(await (await download).path(), "utf8");
}

test("is measured and attacked, with AES and the canary beside it", async () => {
  await page.locator(".own textarea").fill(module(""));
  await page.locator(".own .primary").click();
  await page.locator(".verdicts").waitFor();
  expect(await page.locator(".verdict-card h2").allTextContents()).toEqual([
    "mine",
    "aes-256-ctr",
    "canary",
  ]);
  expect(await page.locator(".verdict-card .verdict").first().textContent()).toMatch(/^fails/);
  const row = page.locator(".tried tr", { hasText: "keystream-reuse" });
  expect(await row.locator(".verdict").allTextContents()).toEqual([
    "broken",
    "stands",
    "stands",
    "stands",
  ]);
  const { results, attacks } = JSON.parse(await saved("Save the figures (JSON)")) as {
    readonly results: readonly { readonly cipher: string }[];
    readonly attacks: readonly object[];
  };
  expect(results.map(({ cipher }) => cipher)).toEqual(["mine", "aes-256-ctr", "canary"]);
  expect(attacks).toContainEqual(expect.objectContaining({ attack: "keystream-reuse" }));
  expect(await saved("Save the figures (CSV)")).toMatch(
    /^cipher,metric,channel,verdict,value,[^\n]*\nmine,[^]*\naes-256-ctr,[^]*\ncanary,/,
  );
  expect(await saved("Save the report")).toMatch(/^<!doctype html>[^]*mine/);
});

test("is ended when somebody cancels", async () => {
  await page.locator(".own textarea").fill(module("await new Promise(() => undefined);"));
  await page.locator(".own .primary").click();
  await page.waitForFunction(() => document.querySelector("iframe") !== null);
  await page.locator(".own").getByRole("button", { name: "Cancel" }).click();
  expect(await page.locator(".own .bad").textContent()).toBe("Stopped");
  expect(await page.locator("iframe").count()).toBe(0);
});

describe("a mistake is told with its place:", () => {
  test.each([
    [
      "a syntax error",
      "export default {\n  id: 'mine',\n  encrypt: ],\n};",
      /"Unexpected token" in line 3, column 12; mend it/,
    ],
    ["what only modules have", "export default import.meta;", /import\.meta.* in line 1/],
    ["no export", "const mine = 7;", /a default export or one named cipher, got no export/],
    ["another export", "export const other = 7;", /one named cipher, got other;/],
    ["a number", "export default 7;", /one named cipher, got number;/],
    [
      "a field that is missing",
      "export const cipher = { id: 'mine' };",
      /"family" to be one of .* got nothing/,
    ],
    ["an id of ours", module("").replace("mine", "canary"), /an id of its own, got "canary"/],
    [
      "a module that throws",
      "\n\nthrow new Error('not today');",
      /the error "not today \(line 3\)"/,
    ],
    [
      "encrypt that throws",
      module("raster.no.such = 1;"),
      /to encrypt an image of 24×18×3 with 8 bits.*the error "Cannot set.* \(line 5\)"/,
    ],
    [
      "another length",
      module("raster.data = new Uint8Array(5);"),
      /raster\.data no longer has its 1296 bytes/,
    ],
    ["another array", module("raster.data = raster.data.slice();"), /in place, got another array/],
    ["another key", module("key[0] ^= 1;"), /leave the key as it is/],
    ["a key vector of another length", module("return new Uint8Array(3);"), /one of 3 bytes/],
    ["what cannot be sent", module("return () => 7;"), /could not be cloned/],
    [
      "what is random",
      module("key = crypto.getRandomValues(new Uint8Array(16));"),
      /the same cipher image/,
    ],
    [
      "an import",
      'import mine from "https://somewhere.example/cipher.js";\nexport default mine;',
      /an import of "https:\/\/somewhere\.example\/cipher\.js" in line 1; put/,
    ],
  ])("%s", async (_, text, message) => {
    expect(await refusalOf(text)).toMatch(message);
    expect(await page.locator("iframe").count()).toBe(0);
  });
});

/** Code of a module that tries something, and throws what came of it. */
const attempt = (code: string): string =>
  module(`const found = await (async () => { ${code} })().catch((error) => error.name + ": " + error.message);
  throw new Error("tried, " + found);`);

describe("a module cannot", () => {
  test.each([
    ["fetch", `await fetch("ADDRESS"); return "done";`, /TypeError/],
    ["import", `await import("ADDRESS"); return "done";`, /TypeError/],
    ["import a script", `importScripts("ADDRESS"); return "done";`, /NetworkError/],
    [
      "ask by XMLHttpRequest",
      `const asked = new XMLHttpRequest(); asked.open("GET", "ADDRESS", false); asked.send(); return "done";`,
      /NetworkError/,
    ],
    [
      "open a socket",
      `return await new Promise((resolve) => { const socket = new WebSocket("ADDRESS".replace("http", "ws")); socket.onopen = () => resolve("done"); socket.onerror = () => resolve("closed"); });`,
      /tried, closed/,
    ],
    [
      "listen to a stream of events",
      `return await new Promise((resolve) => { const events = new EventSource("ADDRESS"); events.onopen = () => resolve("done"); events.onerror = () => resolve("closed"); });`,
      /tried, closed/,
    ],
    [
      "start a worker that fetches",
      `return await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => resolve(data); const code = 'onmessage = ({ ports: [port] }) => fetch("ADDRESS").then(() => port.postMessage("done"), () => port.postMessage("closed"))'; new Worker(URL.createObjectURL(new Blob([code]))).postMessage(0, [port2]); });`,
      /tried, closed/,
    ],
    [
      "open the page's databases",
      `return await new Promise((resolve, reject) => { const opening = indexedDB.open("any"); opening.onsuccess = () => resolve("done"); opening.onerror = () => reject(opening.error); });`,
      /SecurityError|UnknownError|not a valid origin|denied/,
    ],
    [
      "read the page's caches",
      `return "done " + (await caches.keys()).join();`,
      /SecurityError|caches is not defined/,
    ],
    [
      "read its files",
      `await navigator.storage.getDirectory(); return "done";`,
      /SecurityError|getDirectory/,
    ],
    [
      "see the page",
      `return [self.origin, typeof document, typeof localStorage, typeof parent, typeof postMessage].join();`,
      /tried, null,undefined,undefined,undefined,undefined/,
    ],
    ["evaluate text", `return new Function("return 'done'")();`, /EvalError/],
  ])("%s", async (_, code, message) => {
    const refusal = await refusalOf(attempt(code.replaceAll("ADDRESS", address)));
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain("tried, done");
  });

  test("hear what the page says to itself", async () => {
    await page.evaluate(() => {
      const channel = new BroadcastChannel("any");
      setInterval(() => channel.postMessage("secret"), 20);
    });
    const code = `return await new Promise((resolve) => { new BroadcastChannel("any").onmessage = () => resolve("done"); setTimeout(() => resolve("silence"), 300); });`;
    expect(await refusalOf(attempt(code))).toContain("tried, silence");
  });

  test("hang the page by a loop without an end, and is ended", async () => {
    await page.locator(".own textarea").fill(module("for (;;);"));
    await page.locator(".own .primary").click();
    await page.waitForFunction(() => document.querySelector("iframe") !== null);
    // The page answers meanwhile.
    expect(await page.evaluate(() => 6 * 7)).toBe(42);
    const bad = page.locator(".own .bad");
    await bad.waitFor({ timeout: 30_000 });
    expect(await bad.textContent()).toMatch(
      /an answer to "encrypt" within 10 seconds, got none; see that it ends/,
    );
    const own = (): number =>
      page.workers().filter((each) => each.url().startsWith("blob:")).length;
    await expect.poll(own, { timeout: 30_000 }).toBe(0);
  });
});

test("nobody came from inside, and the browser complained about nothing else", () => {
  expect(visits).toEqual([]);
  // What is stopped is told in the console, and counted as a request that was begun.
  const stopped = new RegExp(`Content Security Policy|^${address}`);
  expect(site.complaints.filter((each) => !stopped.test(each))).toEqual([]);
});
