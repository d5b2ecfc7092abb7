import chromium from "@sparticuz/chromium";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium as launcher, type Browser } from "playwright-core";

/** Starts a headless Chromium: `CHROMIUM` names another one than that of the development dependency. */
export async function openBrowser(): Promise<Browser> {
  try {
    const executablePath = process.env["CHROMIUM"] ?? (await unpacked());
    // A container has no user namespaces for the sandbox; only pages of these tests are opened.
    return await launcher.launch({ executablePath, args: ["--no-sandbox"] });
  } catch (cause) {
    throw new Error(
      "expected a Chromium, could not start one; npm ci brings one for Linux (x64), elsewhere set CHROMIUM to the path of an installed Chrome or Chromium",
      { cause },
    );
  }
}

/** Unpacks the Chromium of the development dependency into the temporary folder, once. */
async function unpacked(): Promise<string> {
  const temporary = tmpdir();
  const folder = join(temporary, `neuroveil-chromium-${await version()}`);
  const executable = join(folder, "chromium");
  if (existsSync(executable)) return executable;
  // Beside, then renamed: test files start at the same time and may be interrupted.
  const fresh = await mkdtemp(join(temporary, "neuroveil-chromium-"));
  process.env["TMPDIR"] = fresh;
  try {
    await chromium.executablePath();
  } finally {
    process.env["TMPDIR"] = temporary;
  }
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true });
    if (!existsSync(executable)) throw error;
  });
  return executable;
}

async function version(): Promise<string> {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest = await readFile(join(dirname(main), "../../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
