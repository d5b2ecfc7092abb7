import type { Random } from "./random.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

/** A reader with a fault on purpose, which must be found: the fuzzer's own test. */
function control(id: string, fault: (file: Uint8Array) => string): FuzzTarget<Uint8Array> {
  return {
    id,
    seeds: () => Promise.resolve([Uint8Array.of(1, 2, 3, 4)]),
    mutate: (seed: Uint8Array, random: Random) => seed.with(random.below(4), random.below(8)),
    run: async (file) => (file[2] === 7 ? fault(file) : "read"),
  };
}

export const controls: readonly FuzzTarget<Uint8Array>[] = [
  control("control-hang", () => {
    for (;;);
  }),
  control("control-heap", () => {
    const all: unknown[] = [];
    for (;;) all.push(all.slice());
  }),
  control("control-crash", () => process.abort()),
  control("control-slow", () => {
    const end = process.cpuUsage().user + 3e6;
    while (process.cpuUsage().user < end);
    return "read";
  }),
  control("control-changed", () => {
    throw new Error("accepted with other samples");
  }),
];
