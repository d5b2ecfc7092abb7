import { expect, test } from "vitest";
import { falls, stands } from "./controls.test.support.ts";
import { attacks } from "./list.ts";

/** They search or train for a while: controls.slow.ts has them. */
const long: readonly string[] = ["state-collision", "neural-known-plaintext"];
const quick = attacks.filter(({ id }) => !long.includes(id));

test("the slow suite has two attacks alone", () => {
  expect(quick).toHaveLength(attacks.length - long.length);
});

test.each(quick)("$id: its control falls", falls);

test.each(quick)("$id: the other control stands", stands);

test("every attack has an id and a question of its own", () => {
  expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
  for (const { id, question } of attacks) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(question).toMatch(/^[A-Z].*\?$/);
  }
});
