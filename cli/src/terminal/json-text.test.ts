import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

test("what is infinite is said in words, what does not exist is null, numbers stay numbers", () => {
  const metrics = [
    { value: Infinity },
    { value: -Infinity },
    { value: Number.NaN },
    { value: 1.5 },
  ];
  expect(JSON.parse(jsonText({ metrics, high: undefined }))).toEqual({
    metrics: [{ value: "infinity" }, { value: "-infinity" }, { value: null }, { value: 1.5 }],
  });
});
