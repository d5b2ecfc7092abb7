import { defineConfig } from "vitest/config";

const conditions = ["@neuroveil/source", "module", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["*/src/**/*.test.ts", "vectors/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Files that share a process load what they import once: loading it anew for each took most of the time.
    isolate: false,
    // By default one core is left free, which of two is half.
    maxWorkers: "100%",
  },
});
