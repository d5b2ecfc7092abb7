// A reporter for the slow suite: writes what ran, and how it ended, to docs/slow-tests.md. Tests that
// were not run keep their last results.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

const page = join(import.meta.dirname, "docs/slow-tests.md");

export default class SlowResults implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map(recorded());
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      // Tests that are gone, unless the file could not be read.
      const names = new Set(tests.map((test) => keyOf(module, test)));
      for (const key of rows.keys())
        if (tests.length > 0 && key.startsWith(`| ${fileOf(module)} |`) && !names.has(key))
          rows.delete(key);
      for (const test of tests)
        if (test.result().state !== "skipped") rows.set(keyOf(module, test), rowOf(module, test));
    }
    writeFileSync(
      page,
      `# The slow suite, last recorded results

Written by \`npm run test:slow\`, with the collection of real images. The keystream's battery has a page of its own, [keystream.md](keystream.md).

| file | test | result | seconds | Node | day |
|---|---|---|---|---|---|
${[...rows.values()].toSorted().join("\n")}
`,
    );
  }
}

function fileOf({ moduleId }: TestModule): string {
  return relative(import.meta.dirname, moduleId);
}

/** How the row of a test begins; of a property test without its seed. */
function keyOf(module: TestModule, test: TestCase): string {
  const name = test.fullName.replaceAll("|", "\\|").replaceAll("\n", " ");
  return `| ${fileOf(module)} | ${name.replace(/ \(with seed=-?\d+\)$/, "")} |`;
}

function rowOf(module: TestModule, test: TestCase): string {
  const day = new Date().toISOString().slice(0, 10);
  const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
  return `${keyOf(module, test)} ${test.result().state} | ${seconds} | ${process.version} | ${day} |`;
}

/** The rows of earlier runs, by how they begin. */
function recorded(): [key: string, row: string][] {
  const lines = existsSync(page) ? readFileSync(page, "utf8").split("\n") : [];
  return lines.flatMap((row): [string, string][] => {
    const found = /^(\| (\S+\.slow\.ts) \| .* \|) \S+ \| [\d.]+ \| v\S+ \| \S+ \|$/.exec(row);
    if (found === null || !existsSync(join(import.meta.dirname, found[2]))) return [];
    return [[found[1].replace(/ \(with seed=-?\d+\)(?= \|$)/, ""), row]];
  });
}
