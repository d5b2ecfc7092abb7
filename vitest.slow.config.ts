import { mergeConfig } from "vitest/config";
import quick from "./vitest.config.ts";

export default mergeConfig(quick, {
  test: {
    include: ["{core,lab,bench,cli}/src/**/*.slow.ts"],
    testTimeout: 3_600_000,
  },
});
