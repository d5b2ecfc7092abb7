// A reporter for the slow suite: writes what ran, and how it ended, to docs/slow-tests.md.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

function* casesOf(modules: readonly TestModule[]): Generator<readonly [TestModule, TestCase]> {
  for (const module of modules) for (const test of module.children.allTests()) yield [module, test];
}

export default class SlowResults implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = [...casesOf(modules)].map(([module, test]) => {
      const file = relative(import.meta.dirname, module.moduleId);
      const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
      const name = test.fullName.replaceAll("|", "\\|").replaceAll("\n", " ");
      return `| ${file} | ${name} | ${test.result().state} | ${seconds} |`;
    });
    const day = new Date().toISOString().slice(0, 10);
    const page = `# The slow suite, last recorded run

Written by \`npm run test:slow\` on ${day}, Node ${process.version}, with the collection of real images. The keystream's battery has a page of its own, [keystream.md](keystream.md).

| file | test | result | seconds |
|---|---|---|---|
${rows.toSorted().join("\n")}
`;
    writeFileSync(new URL("docs/slow-tests.md", import.meta.url), page);
  }
}
