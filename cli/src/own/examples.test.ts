import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { analyzeCipher, nativeKeyFrom, type Analysis } from "@neuroveil/lab/analysis";
import { drawScene } from "@neuroveil/lab/scene";
import { expect, test } from "vitest";
import { loadOwnCipher, type OwnSource } from "./own-cipher.ts";

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/own-cipher/${name}`, import.meta.url));

/** Why a language cannot be tried here; undefined where it can. */
function missing(program: string, args: readonly string[]): string | undefined {
  const { status, error } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? undefined : `${program} ${args.join(" ")}: ${error?.message ?? "fails"}`;
}

const languages = [
  {
    name: "Python",
    file: "chained.py",
    program: "python3",
    why: missing("python3", ["-c", "import numpy"]),
  },
  {
    name: "Octave",
    file: "chained.m",
    program: "octave-cli --quiet",
    why: missing("octave-cli", ["--version"]),
  },
];

async function analysed(source: OwnSource): Promise<Analysis> {
  const cipher = await loadOwnCipher(source);
  const key = await nativeKeyFrom(cipher, Uint8Array.of(7));
  return await analyzeCipher(cipher, drawScene(1, 48), { key, positions: 16 });
}

/** What does not depend on how fast a machine is. */
const figures = ({ metrics }: Analysis): unknown =>
  metrics.filter(({ id }) => id !== "encryption-seconds");

for (const { name, file, program, why } of languages) {
  if (why !== undefined) console.warn(`The example in ${name} is not tried: ${why}`);
  test.skipIf(why !== undefined)(
    `the example in ${name} gives the metrics of the same cipher as a module`,
    async () => {
      const line = `${program} '${example(file)}'`;
      const inProgram = await analysed({ command: { line, callSeconds: 60 } });
      const inModule = await analysed({ module: example("chained.mjs") });
      expect(figures(inProgram)).toEqual(figures(inModule));
      expect(inModule.metrics.some(({ verdict }) => verdict === "fail")).toBe(true);
    },
  );
}
