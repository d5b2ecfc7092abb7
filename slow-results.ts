// A reporter for the slow suite: writes what ran, and how it ended, to docs/slow-tests.md. Files that
// were not run keep their last results.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const page = join(import.meta.dirname, "docs/slow-tests.md");

export default class SlowResults implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const ran = new Map(modules.map((module) => [fileOf(module), rowsOf(module)]));
    const kept = recorded().filter(
      ({ file }) => !ran.has(file) && existsSync(join(import.meta.dirname, file)),
    );
    const rows = [...kept.map(({ row }) => row), ...[...ran.values()].flat()];
    writeFileSync(
      page,
      `# The slow suite, last recorded results

Written by \`npm run test:slow\`, with the collection of real images. The keystream's battery has a page of its own, [keystream.md](keystream.md).

| file | test | result | seconds | Node | day |
|---|---|---|---|---|---|
${rows.toSorted().join("\n")}
`,
    );
  }
}

function fileOf({ moduleId }: TestModule): string {
  return relative(import.meta.dirname, moduleId);
}

function rowsOf(module: TestModule): string[] {
  const day = new Date().toISOString().slice(0, 10);
  return [...module.children.allTests()].map((test) => {
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
    const name = test.fullName.replaceAll("|", "\\|").replaceAll("\n", " ");
    const cells = [fileOf(module), name, test.result().state, seconds, process.version, day];
    return `| ${cells.join(" | ")} |`;
  });
}

/** The rows of earlier runs. */
function recorded(): { readonly file: string; readonly row: string }[] {
  const lines = existsSync(page) ? readFileSync(page, "utf8").split("\n") : [];
  return lines.flatMap((row) => {
    const file = /^\| (\S+\.slow\.ts) \|/.exec(row)?.[1];
    return file === undefined ? [] : [{ file, row }];
  });
}
