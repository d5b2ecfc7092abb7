import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import workspace from "./package.json" with { type: "json" };

const conditions = ["@neuroveil/source", "module", "node", "import", "default"];
const include = ["*/src/**/*.test.ts", "vectors/**/*.test.ts"];

/**
 * Tests that put something in a module's place, which must not have been loaded before, and those that
 * end all worker threads of their process.
 */
const ownProcess = /\bvi\.(doM|m)ock\(|process\.on\("worker"/;
const alone = workspace.workspaces
  .map((folder) => join(folder, "src"))
  .filter(existsSync)
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((file) => file.endsWith(".test.ts") && ownProcess.test(readFileSync(file, "utf8")));

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // By default one core is left free, which of two is half.
    maxWorkers: "100%",
    projects: [
      // Files that share a process load what they import once: loading it anew for each took most of the time.
      { extends: true, test: { name: "together", include, exclude: alone, isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
