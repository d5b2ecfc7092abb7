import { defineConfig } from "vitest/config";
import quick from "./vitest.config.ts";

export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    projects: undefined,
    include: ["*/src/**/*.slow.ts"],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    reporters: ["default", "./slow-results.ts"],
  },
});
