import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

interface Document {
  readonly results: readonly {
    readonly depth: number;
    readonly rounds: { readonly value: number };
    readonly overheard: readonly { readonly id: string; readonly share: number }[];
  }[];
  readonly x25519: { readonly milliseconds: number };
  readonly warning: string;
}

test("two networks agree, listeners are counted, X25519 and a warning stand beside", async () => {
  const cwd = await temporaryFolder();
  const call = ["exchange", "--depth", "2", "--runs", "50", "--json"];
  const ended = await runCli(call, { cwd });
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  const { results, x25519, warning } = JSON.parse(ended.stdout) as Document;
  expect(results.map(({ depth }) => depth)).toEqual([1, 2]);
  expect(results[1]!.rounds.value).toBeGreaterThan(results[0]!.rounds.value);
  for (const { overheard } of results)
    expect(overheard.map(({ id }) => id)).toEqual(["simple", "geometric", "majority"]);
  expect(results[0]!.overheard[1]!.share).toBeGreaterThan(0.2);
  expect(x25519.milliseconds).toBeGreaterThan(0);
  expect(warning).toMatch(/Nothing of Neuroveil uses it/);
  const text = await runCli(["exchange", "--depth", "1", "--runs", "20"], { cwd });
  expect(text.stdout).toMatch(/^ *1 +\d+ +[\d.]+% \([\d.]+ to [\d.]+\)/m);
  expect(text.stdout).toContain(warning);
});

test("what is wrong is said in a line", async () => {
  const cwd = await temporaryFolder();
  for (const [call, words] of [
    [["exchange", "--depth", "7"], /whole number from 1 to 6/],
    [["exchange", "--rule", "guess"], /hebbian, anti-hebbian, random-walk/],
  ] as const) {
    const { code, stderr, stdout } = await runCli([...call], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
  }
});
