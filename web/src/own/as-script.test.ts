import { expect, test } from "vitest";
import { asScript } from "./as-script.ts";

/** What a module exports after it was run as a script. */
async function exportsOf(text: string): Promise<Readonly<Record<string, unknown>>> {
  const exported = {};
  // oxlint-disable-next-line no-implied-eval -- as the frame's worker runs it
  const run = new Function("exported", `return (async () => { ${asScript(text)}\n})();`) as (
    exported: object,
  ) => Promise<void>;
  await run(exported);
  return exported;
}

test.each([
  ["an object", "export default { id: 7 };", { default: { id: 7 } }],
  ["one without a semicolon", "export default { id: 7 }\n/* end */", { default: { id: 7 } }],
  ["one in brackets", "export /* ! */ default ({ id: 7 })", { default: { id: 7 } }],
  ["a name", "const a = 7;\nexport default a", { default: 7 }],
  ["a constant", "export const cipher = { id: 7 }, other = 8;", { cipher: { id: 7 }, other: 8 }],
  ["names", "let a = 1;\nexport {\n  a as cipher,\n};\na = 2;", { cipher: 2 }],
  ["a name as text", 'const a = 7; export { a as "a b" };', { "a b": 7 }],
  ["the default by name", "const a = 7; export { a as default };", { default: 7 }],
  ["what is waited for", "export default await Promise.resolve(7);", { default: 7 }],
  [
    "what looks like an export",
    'export default "export default 8; //";',
    { default: "export default 8; //" },
  ],
  ["a comment at the end", "export const cipher = 7; // export default 8", { cipher: 7 }],
])("%s is exported", async (_, text, exported) => {
  expect(await exportsOf(text)).toEqual(exported);
});

test.each([
  ["a function", "export default function made() { return made.name; }"],
  ["one without a name", "export default function () { return 'made'; }"],
])("%s is exported", async (_, text) => {
  const { default: made } = await exportsOf(text);
  expect((made as () => string)()).toBe("made");
});

test.each([
  ["a class", "export class Cipher {}\nexport default class Own extends Cipher { id = 7; }"],
  ["one without a name", "export default class { id = 7; }"],
])("%s is exported", async (_, text) => {
  const { default: Own } = await exportsOf(text);
  expect(new (Own as new () => object)()).toEqual({ id: 7 });
});

test("lines stay where they were", () => {
  const script = asScript("export {\n  a,\n};\nvar a = 7;\nmark();");
  expect(script.split("\n")[4]).toBe("mark();");
});

test.each([
  ["no JavaScript", "export default {\n{};", /"Unexpected token" in line 2, column 1; mend it$/],
  ["an import", 'import a from "b";', /stands alone, got an import of "b" in line 1/],
  ["a second export of another module", 'export * from "b";', /an import of "b"/],
  ["some names of another module", '\nexport { a } from "b";', /an import of "b" in line 2/],
  ["what only modules have", "export default import.meta.url;", /import\.meta.* in line 1/],
  ["too much", " ".repeat(1_000_001), /at most 1,000,000 characters, got 1,000,001$/],
])("%s is refused", (_, text, message) => {
  expect(() => asScript(text)).toThrow(message);
});
