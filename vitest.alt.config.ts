import { defineConfig } from "vitest/config";

const conditions = ["module", "node", "import", "default"];

/**
 * Files of many small tests, which share processes, so that what they import is loaded once: that took most
 * of their time. Not for more: kernels whose memory nobody lets go of add up in a process, and what computes
 * for long became thirty times as slow in one that had run a hundred files.
 */
const small = [
  "core/src/{bytes,image,layers,networks}/**/*.test.ts",
  "core/src/container/{box,carrier,cbor,header,memory,original,record,shape}/**/*.test.ts",
  "{files,jobs}/src/**/*.test.ts",
  "lab/src/{datasets,metrics,noise,report,statistics}/**/*.test.ts",
  "cli/src/{analysis,completion,files,registry,terminal}/**/*.test.ts",
];
/** They put something in the place of a module. */
const replacing = ["**/no-*.test.ts"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks", server: { deps: { external: [/\/dist\//] } },
    // By default one core is left free, which of two is half.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: { name: "small", include: small, exclude: replacing, isolate: false },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: ["*/src/**/*.test.ts", "vectors/**/*.test.ts"],
          exclude: small.map((pattern) => pattern.replace("*.test", "!(no-*).test")),
        },
      },
    ],
  },
});
