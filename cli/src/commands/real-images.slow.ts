import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { decodeImage, formatOf, type Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** Real images, where they are at hand; never part of the repository. */
const data = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

interface Entry {
  readonly path: string;
  readonly expect: string;
}

async function index(): Promise<Entry[]> {
  const text = await readFile(join(data, "INDEX.csv"), "utf8");
  const [head, ...rows] = lines(text).map(cells);
  const column = (name: string): number => head!.indexOf(name);
  return rows.map((row) => ({
    path: row[column("path")]!,
    expect: row[column("expect")]!,
  }));
}

/** One line of a CSV file, with quoted cells. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "",
  );
}

/** The entries whose format is read as pixels. */
async function pictures(): Promise<Entry[]> {
  const entries = await index();
  const formats = await Promise.all(
    entries.map(async ({ path }) => formatOf(await bytesOf(join(data, path)))?.id),
  );
  return entries.filter((_, i) => ["png", "jpeg"].includes(formats[i]!));
}

/** What must come back; of a JPEG, what a PNG can say in the same words. */
function kept({ metadata, ...samples }: Image, png: boolean): unknown {
  return { ...samples, metadata: png ? metadata : [metadata.icc, metadata.exif] };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}

describe.skipIf(!existsSync(data))("the whole collection of real images", () => {
  test("every valid PNG and JPEG, in one call, comes back with the same samples and metadata", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    const valid = (await pictures()).filter((entry) => entry.expect === "valid");
    expect(valid.length).toBeGreaterThan(300);
    // A folder each: two pictures whose names differ in the extension alone would be restored as one.
    const names = valid.map(({ path }, i) => join(String(i), basename(path)));
    for (const [i, { path }] of valid.entries()) {
      await mkdir(join(cwd, "in", String(i)), { recursive: true });
      await copyFile(join(data, path), join(cwd, "in", names[i]!));
    }
    const encrypted = await runCli(["encrypt", "in", "-o", "vault", "--json", ...key], { cwd });
    const results: { input: string; payload: string; fallback?: string; error?: object }[] =
      JSON.parse(encrypted.stdout).results;
    expect(results.filter((result) => result.error !== undefined)).toEqual([]);
    const asFiles = results.filter(({ payload }) => payload === "file");
    // 12-bit, arithmetic-coded…
    expect(asFiles.every(({ fallback }) => fallback !== undefined)).toBe(true);
    expect(asFiles.length).toBeLessThanOrEqual(4);
    const fellBack = new Set(asFiles.map(({ input }) => input));

    const decrypted = await runCli(["decrypt", "vault", "-o", "back", "--json", ...key], { cwd });
    expect(decrypted.stderr).toBe("");
    expect(decrypted.code).toBe(0);
    const restored: { input: string; output: string }[] = JSON.parse(decrypted.stdout).results;
    expect(restored).toHaveLength(valid.length);
    for (const { input, output } of restored) {
      const name = input.slice("vault/".length, -".veil.png".length);
      expect(names).toContain(name);
      const original = await bytesOf(join(cwd, "in", name));
      if (fellBack.has(join("in", name))) {
        expect(Buffer.compare(await bytesOf(join(cwd, output)), original)).toBe(0);
        continue;
      }
      const before = await decodeImage(original);
      const after = await decodeImage(await bytesOf(join(cwd, output)));
      // Not toEqual, which compares millions of samples one by one.
      const png = formatOf(original)?.id === "png";
      expect([name, isDeepStrictEqual(kept(after, png), kept(before, png))]).toEqual([name, true]);
    }
  });

  test("--payload file brings every file back byte for byte", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    const encrypt = ["encrypt", data, "-o", "vault", "--payload", "file", "--json", ...key];
    const encrypted = await runCli(encrypt, { cwd });
    expect(encrypted.stderr).toBe("");
    expect(encrypted.code).toBe(0);
    const decrypted = await runCli(["decrypt", "vault", "-o", "back", "--json", ...key], { cwd });
    expect(decrypted.stderr).toBe("");
    expect(decrypted.code).toBe(0);
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.name.startsWith("."),
    );
    expect(JSON.parse(decrypted.stdout).results).toHaveLength(files.length);
    for (const file of files) {
      const path = join(file.parentPath, file.name).slice(data.length + 1);
      const [before, after] = await Promise.all([
        readFile(join(data, path)),
        readFile(join(cwd, "back", path)),
      ]);
      expect([path, after.equals(before)]).toEqual([path, true]);
    }
  });

  test("a broken PNG is refused in one line, a broken JPEG becomes a file and comes back byte for byte", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    const broken = (await pictures()).filter((entry) =>
      ["invalid", "limit"].includes(entry.expect),
    );
    expect(broken.length).toBeGreaterThan(10);
    for (const { path } of broken) {
      const call = ["encrypt", join(data, path), "-o", "out/", ...key];
      const { code, stdout, stderr } = await runCli(call, { cwd });
      expect([path, lines(stderr)]).toEqual([path, [expect.stringMatching(/^neuroveil: ./)]]);
      if (path.endsWith(".jpg")) {
        expect([path, code, stderr]).toEqual([
          path,
          0,
          expect.stringContaining(": a damaged JPEG ("),
        ]);
        const name = basename(path);
        await runCli(["decrypt", `out/${name}.veil.png`, "-o", "back/", ...key], { cwd });
        const back = await bytesOf(join(cwd, "back", name));
        expect(Buffer.compare(back, await bytesOf(join(data, path)))).toBe(0);
        await rm(join(cwd, "out"), { recursive: true });
        await rm(join(cwd, "back"), { recursive: true });
      } else {
        expect([path, code, stdout]).toEqual([path, 1, ""]);
        expect(stderr).toContain("expected");
      }
    }
    expect(await readdir(cwd)).toEqual([key[1]!.slice(cwd.length + 1)]);
  });
});
