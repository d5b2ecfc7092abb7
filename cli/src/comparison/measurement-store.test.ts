import type { Figure, Measurement, Outcome } from "@neuroveil/lab/comparison";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { MeasurementStore } from "./measurement-store.ts";

const number = fc.double({ noNaN: true });
const outcome: fc.Arbitrary<Outcome> = fc
  .record(
    {
      id: fc.string(),
      channel: fc.nat(3),
      value: fc.option(number),
      expected: number,
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      verdict: fc.constantFrom("pass", "fail"),
    },
    { requiredKeys: ["id", "value", "p", "verdict"] },
  )
  .map((each) => each as Outcome);
const figure: fc.Arbitrary<Figure> = fc
  .record(
    { id: fc.string(), channel: fc.nat(3), value: fc.option(number) },
    { requiredKeys: ["id", "value"] },
  )
  .map((each) => each as Figure);
const seconds = fc.option(fc.double({ min: 0, noNaN: true }));
const judged = { outcomes: fc.array(outcome), seconds };
const measurement: fc.Arbitrary<Measurement> = fc.oneof(
  fc.record(judged),
  fc.record({ ...judged, figures: fc.array(figure), decryptionSeconds: seconds }),
);

test.prop([fc.array(measurement)])("measurements come back as they were", (measurements) => {
  const store = new MeasurementStore();
  const tickets = measurements.map((each) => store.add(each));
  expect(tickets.map((ticket) => store.get(ticket))).toEqual(measurements);
});

test("so do many, across the pieces that they are kept in", () => {
  const store = new MeasurementStore();
  const nth = (n: number): Measurement => ({
    seconds: n,
    outcomes: Array.from({ length: 37 }, (_, i) => ({
      id: `metric ${i}`,
      value: n - i,
      p: 1 / (1 + n + i),
      verdict: (n + i) % 3 === 0 ? "fail" : "pass",
    })),
  });
  for (let n = 0; n < 2000; n++) expect(store.add(nth(n))).toBe(n);
  for (let n = 0; n < 2000; n += 7) expect(store.get(n)).toEqual(nth(n));
});
