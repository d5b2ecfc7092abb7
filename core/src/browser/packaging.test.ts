import { execFile } from "node:child_process";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { publint } from "publint";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { build, createLogger, createServer, type Rolldown } from "vite";
import { openBrowser } from "./launch.test.support.ts";
import {
  mebibytes,
  packages,
  packedProject,
  type PackedProject,
} from "./packed-project.test.support.ts";
import { openSite } from "./site.test.support.ts";

const core = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let project: string;
let browser: Browser | undefined;

const background = "teal";
const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
// Above a mebibyte of pixels, so that threads are used.
const scene = sharp({ create: { width: 900, height: 700, channels: 3, background, noise } });

let packed: PackedProject;

beforeAll(async () => {
  packed = await packedProject();
  project = packed.folder;
  if (packed.unreachable !== undefined) return;
  await writeFile(join(project, "scene.png"), await scene.png().toBuffer());
  await writeFile(join(project, "scene.jpg"), await scene.jpeg().toBuffer());
  browser = await openBrowser();
});
beforeEach(({ skip }) => skip(packed.unreachable !== undefined, packed.unreachable));
afterAll(async () => {
  await browser?.close();
  await packed.remove();
});

const roundTrip = `
  const { identity, recipient } = await generateIdentity();
  // The one is slow enough for worker threads, without shared memory too.
  const cipher = name === "scene.jpg" ? "cnn-only" : "hybrid";
  const veiled = await encrypt(file, { recipients: [recipient], name, cipher });
  const opened = await decrypt(veiled, { identities: [identity] });
  const hash = async (bytes) => samplesSha256(await decodeImage(bytes));
  const same = (await hash(file)) === (await hash(opened.bytes));
  const noise = (await hash(file)) !== (await hash(veiled));`;
const imports = `
import { decrypt, encrypt } from "neuroveil";
import { decodeImage, samplesSha256 } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";`;

test.each(packages)("%s holds what it needs and no tests", async (name) => {
  const files = await readdir(join(project, "node_modules", name), { recursive: true });
  expect(files).toContain("LICENSE");
  const main = name === "@neuroveil/cli" ? "dist/main.js" : "dist/index.d.ts";
  expect(files).toContain(main);
  const tests = /\.(test|slow)\.|testing|tsbuildinfo|^src|vectors|\.wasm$/;
  expect(files.filter((file) => tests.test(file))).toEqual([]);
});

test("the known answers are a package of data, whole", async () => {
  const vectors = fileURLToPath(new URL("../../../vectors/", import.meta.url));
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json"], { cwd: vectors });
  const [packed] = JSON.parse(stdout) as [
    { readonly name: string; readonly files: readonly { readonly path: string }[] },
  ];
  const inFolder = await readdir(vectors, { recursive: true, withFileTypes: true });
  const data = inFolder
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".mjs"))
    .map((entry) => relative(vectors, join(entry.parentPath, entry.name)));
  expect(data).toContain(join("invalid", "png-crc.json"));
  expect(packed.files.map(({ path }) => path).toSorted()).toEqual(data.toSorted());
  const fromInside = createRequire(join(vectors, "package.json"));
  expect(fromInside(`${packed.name}/valid/file-bare.json`)).toMatchObject({ name: "file-bare" });
});

/** The file behind `npx neuroveil`. */
const program = (): string => join(project, "node_modules/neuroveil/bin/neuroveil.js");

test("the command line encrypts, and what comes back has the same samples", async () => {
  await writeFile(join(project, "key.txt"), `${"5c".repeat(32)}\n`, { mode: 0o600 });
  const key = ["--key-file", "key.txt"];
  const encrypted = await run("npx", ["neuroveil", "encrypt", "scene.png", ...key], {
    cwd: project,
  });
  expect(encrypted.stderr).toBe("");
  await run(
    process.execPath,
    [program(), "decrypt", "scene.png.veil.png", ...key, "-o", "back.png"],
    {
      cwd: project,
    },
  );
  const samples = (name: string): Promise<Buffer> => sharp(join(project, name)).raw().toBuffer();
  const original = await samples("scene.png");
  expect(original.equals(await samples("back.png"))).toBe(true);
  expect(original.equals(await samples("scene.png.veil.png"))).toBe(false);
});

test("a verb whose package is missing says how to install it", async () => {
  const called = (...words: string[]): Promise<unknown> =>
    run(process.execPath, [program(), ...words], { cwd: project });
  const { stdout } = (await called("ciphers")) as { readonly stdout: string };
  expect(stdout).toMatch(/^hybrid /m);
  expect(stdout).toMatch(/npm install @neuroveil\/lab$/m);
  const missing = [
    [["nist", "scene.png"], "@neuroveil/lab"],
    [["analyze", "scene.png"], "@neuroveil/lab"],
    [["train"], "@neuroveil/train"],
    [["bench"], "@neuroveil/bench"],
  ] as const;
  await Promise.all(
    missing.map(([words, name]) =>
      expect(called(...words)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(new RegExp(`^neuroveil: .*; npm install ${name}\n$`)),
      }),
    ),
  );
});

/** What reads images that not everybody has; the command line brings it along, where it can. */
const codecs = [
  "@cornerstonejs/codec-charls",
  "@cornerstonejs/codec-openjpeg",
  "dicom-parser",
  "jxl-oxide-wasm",
  "libheif-js",
];

test("a HEIC is read by what the command line brings along, and stays a file without it", async () => {
  const heic = new URL("../image/cases/heif-enc.heic", import.meta.url);
  await writeFile(join(project, "photo.heic"), await readFile(heic));
  const call = ["encrypt", "photo.heic", "--key-file", "key.txt", "--force"];
  const encrypted = (): Promise<{ readonly stderr: string }> =>
    run(process.execPath, [program(), ...call], { cwd: project });
  expect((await encrypted()).stderr).toBe("");
  const installed = join(project, "node_modules/libheif-js");
  await rename(installed, `${installed}-away`);
  expect((await encrypted()).stderr).toMatch(/photo\.heic: .*npm install libheif-js.* as a file/);
  await rename(`${installed}-away`, installed);
});

/** A package, and those that are installed because of it. */
async function neededBy(name: string, found = new Set<string>()): Promise<Set<string>> {
  const manifest = join(project, "node_modules", name, "package.json");
  const text = await readFile(manifest, "utf8").catch(() => undefined);
  if (text === undefined || found.has(name)) return found;
  found.add(name);
  const { dependencies, optionalDependencies } = JSON.parse(text) as Record<string, object>;
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies }))
    await neededBy(next, found);
  return found;
}

test("takes below 90 MB, below 60 without codecs, below 45 as a library", async () => {
  const installed = join(project, "node_modules");
  expect(await mebibytes(installed)).toBeLessThan(90);
  for (const name of codecs) await rm(join(installed, name), { recursive: true });
  expect(await mebibytes(installed)).toBeLessThan(60);
  await rm(join(installed, "@neuroveil"), { recursive: true });
  const ofLibrary = await neededBy("neuroveil");
  const sizes = await Promise.all([...ofLibrary].map((name) => mebibytes(join(installed, name))));
  expect(ofLibrary).toContain("sharp");
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(45);
  await expect(run(process.execPath, [program(), "--help"])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^neuroveil: .*; npm install @neuroveil\/cli\n$/),
  });
});

test("is what publint expects", async () => {
  const { messages } = await publint({ pkgDir: core, strict: true });
  expect(messages).toEqual([]);
});

test("runs in an empty Node project", async () => {
  await writeFile(
    join(project, "main.js"),
    `${imports}
import { readFile } from "node:fs/promises";
for (const name of ["scene.png", "scene.jpg"]) {
  const file = new Uint8Array(await readFile(name));
  ${roundTrip}
  console.log(name, opened.name, same, noise);
}`,
  );
  const { stdout, stderr } = await run(process.execPath, ["main.js"], { cwd: project });
  expect(stdout).toBe("scene.png scene.png true true\nscene.jpg scene.png true true\n");
  expect(stderr).toBe("");
});

test("type-checks in a strict project without Node's types", async () => {
  await writeFile(
    join(project, "main.ts"),
    `import { decrypt, encrypt, NeuroveilError, type Decrypted } from "neuroveil";
import { cipherById, type Cipher } from "neuroveil/ciphers";
import { readHeader } from "neuroveil/container";
import type { ErrorCode } from "neuroveil/errors";
import { decodeImage, type Image } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";
import { loadCipher } from "neuroveil/registry";
const { identity, recipient } = await generateIdentity();
const veiled: Uint8Array = await encrypt(new Uint8Array(3), { recipients: [recipient] });
const opened: Decrypted = await decrypt(veiled, { identities: [identity] });
const image: Image = await decodeImage(opened.bytes);
const cipher: Cipher = cipherById(readHeader(veiled).cipher);
const code: ErrorCode = new NeuroveilError("key", (await loadCipher(cipher.id)).id).code;
// @ts-expect-error a misspelt option
await encrypt(new Uint8Array(image.width), { kye: code });
`,
  );
  const compiler = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
  const strict = [
    "--noEmit",
    "--strict",
    "--target",
    "es2023",
    "--lib",
    "es2023,dom",
    "--types",
    "",
  ];
  for (const modules of [["nodenext"], ["preserve", "--moduleResolution", "bundler"]])
    await run(compiler, [...strict, "--module", ...modules, "main.ts"], { cwd: project });
});

/** Opens a page of the Vite project, and encrypts and decrypts both pictures in it. */
async function visit(url: string): Promise<void> {
  const page = await browser!.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(url);
  await page.waitForFunction(() => "roundTrip" in globalThis);
  for (const picture of ["scene.png", "scene.jpg"]) {
    const result = await page.evaluate(
      (name) => (globalThis as unknown as { roundTrip(name: string): unknown }).roundTrip(name),
      picture,
    );
    expect(result).toEqual({ name: "scene.png", same: true, noise: true });
  }
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(page.workers()).toHaveLength(cores > 1 ? cores : 0);
  expect(complaints).toEqual([]);
  await page.close();
}

/** A Vite project without a configuration. */
async function viteProject(): Promise<void> {
  await writeFile(
    join(project, "index.html"),
    `<!doctype html><title>Somebody's page</title><link rel="icon" href="data:," /><script type="module" src="/page.js"></script>`,
  );
  await writeFile(
    join(project, "page.js"),
    `${imports}
const files = {
  "scene.png": new URL("./scene.png", import.meta.url),
  "scene.jpg": new URL("./scene.jpg", import.meta.url),
};
globalThis.roundTrip = async (name) => {
  const file = new Uint8Array(await (await fetch(files[name])).arrayBuffer());
  ${roundTrip}
  return { name: opened.name, same, noise };
};`,
  );
}

/** What a page fetches before anything runs: its entry, and what that imports; compressed, in bytes. */
function firstBytes({ output }: Rolldown.RolldownOutput): number {
  const chunks = new Map(
    output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])),
  );
  const needed = new Set([...chunks.values()].filter(({ isEntry }) => isEntry));
  for (const { imports } of needed) for (const name of imports) needed.add(chunks.get(name)!);
  return [...needed].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}

test("builds in a Vite project without configuration, and runs in Chromium", async () => {
  await viteProject();
  const built = await build({ root: project, configFile: false, logLevel: "error" });
  // Without all other ciphers, kernels and weights, which would make it 280,000.
  expect(firstBytes(built as Rolldown.RolldownOutput)).toBeLessThan(100_000);
  const site = await openSite(join(project, "dist"), false);
  await visit(site.url);
  await site.close();
});

test("runs from Vite's development server", async () => {
  await viteProject();
  const said: string[] = [];
  const customLogger = createLogger("warn");
  for (const level of ["warn", "warnOnce", "error"] as const)
    customLogger[level] = (message) => said.push(message);
  const server = await createServer({
    root: project,
    configFile: false,
    customLogger,
    server: { host: "127.0.0.1", port: 0 },
  });
  await server.listen();
  await visit(server.resolvedUrls!.local[0]!);
  await server.close();
  expect(said).toEqual([]);
});
