import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("kernels are what their AssemblyScript sources give, and weights what their seeds give", () => {
  const script = fileURLToPath(new URL("../../scripts/generate.mjs", import.meta.url));
  expect(() =>
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
  ).not.toThrow();
  // A minute of compiling, on a machine that does nothing else.
}, 600_000);
