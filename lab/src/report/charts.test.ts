import { expect, test } from "vitest";
import { histogramChart } from "./histogram-chart.ts";
import { intervalChart } from "./interval-chart.ts";
import { intervalStrip } from "./interval-strip.ts";
import { scatterPlot } from "./scatter-plot.ts";

test("a histogram is as high as its counts, and a dashed line lies where it would be even", () => {
  const counts = [0, 10, 20, 10];
  const { text } = histogramChart("Four levels", [{ name: "red", tone: "red", counts }]);
  expect(text).toContain('role="img" aria-label="Four levels"');
  expect(text).toContain('class="red"');
  // 64 units high, from 68 at a count of 0 to 6 at 20; even is 10.
  expect(text).toMatch(/class="ideal" d="M58 37\.0H352"/);
  expect(text).toMatch(/d="M58,68L131\.5,68L131\.5,37L205,37L205,6/);
});

test("an empty histogram is drawn flat", () => {
  const { text } = histogramChart("Nothing", [{ name: "gray", tone: "gray", counts: [0, 0] }]);
  expect(text).not.toContain("NaN");
});

test.each([
  ["inside", { value: 5, low: 0, high: 10, expected: 5 }, /class="value" cx="66\.0"/],
  ["outside", { value: 11, low: 0, high: 10, expected: 5 }, /class="outside" cx="114\.0"/],
  ["far below", { value: -99, low: 0, high: 10, expected: 5 }, /class="outside" d="M1 9/],
  ["far above", { value: 99, low: 0, high: 10 }, /class="outside" d="M131 9/],
  ["above its only limit", { value: 0.999, low: 0.995, expected: 0.996 }, /class="value"/],
  ["infinitely far above", { value: Infinity, low: 7, high: 8 }, /class="outside" d="M131 9/],
  ["infinitely far below", { value: -Infinity, high: 8 }, /class="value" d="M1 9/],
  ["under limits that are infinite", { value: 9, low: 7, high: Infinity }, /class="value"/],
  ["not a number", { value: Number.NaN, low: 0, high: 1 }, /class="outside" d="M1 9/],
])("a value %s is marked as that", (_, strip, mark) => {
  const text = intervalStrip(strip)?.text;
  expect(text).toMatch(mark);
  expect(text).not.toContain("NaN");
});

test("a value without an interval has no strip", () => {
  expect(intervalStrip({ value: 1 })).toBeUndefined();
});

test("estimates lie on a common axis with a line for the ideal", () => {
  const { text } = intervalChart({
    title: "Shares",
    unit: "share that passes",
    rows: [{ name: "<hybrid>", value: 0.5, low: 0.25, high: 0.75 }],
    ideal: 1,
    domain: [0, 1],
  });
  expect(text).toContain("&lt;hybrid&gt;");
  expect(text).toContain('class="ideal" d="M544.0 6V30"');
  expect(text).toContain('cx="347.0"');
});

test("points lie over their axes, linear and logarithmic, with ticks and a name for each kind", () => {
  const { text } = scatterPlot({
    title: "Two <kinds>",
    x: { label: "length, mm", log: true },
    y: { label: "share", domain: [0, 1] },
    series: [
      { name: "few", points: [[1, 0]] },
      { name: "many", points: [[100, 0.5]] },
      {
        name: "between",
        line: true,
        points: [
          [1, 0],
          [10, 1],
        ],
      },
    ],
  });
  expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 640 400"/);
  expect(text).toContain('aria-label="Two &lt;kinds&gt;"');
  // From 66 to 464 across two powers of ten, from 352 up to 16.
  expect(text).toContain('transform="translate(66.0 352.0)"');
  expect(text).toContain('transform="translate(464.0 184.0)"');
  expect(text).toContain('d="M66.0 352.0L265.0 16.0"');
  for (const label of ["length, mm", "share", "few", "many", "between", ">1<", ">10<", ">100<"])
    expect(text).toContain(label);
  expect(text).not.toContain("NaN");
});
