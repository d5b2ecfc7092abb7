import { openOrbits } from "neuroveil/internal/kernels";
import type { Orbits } from "neuroveil/internal/chaos";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { twoSided } from "../statistics/tails.ts";
import { PoincareSection } from "./poincare-section.ts";

/** What a scan of one native key found. */
export interface KeyScan {
  /** Largest coordinate of any orbit in size, or NaN. */
  readonly largest: number;
  /** Least share of new points in any orbit's Poincare section: near 0 where it is periodic. */
  readonly fresh: number;
  /** Of the chi-squared test of the bytes' histogram, two-sided. */
  readonly p: number;
}

/** States of every orbit that are looked at: 200 to 500 time units. */
const samples = 4000;
const bytesCounted = 32_768;

/** Looks for what makes a key weak: an orbit that diverges or closes, or bytes of uneven frequency. */
export async function scanKey(orbits: Orbits): Promise<KeyScan> {
  const { dimension } = orbits.flow;
  const source = await openOrbits(orbits);
  const sections = Array.from(
    { length: orbits.starts.length / dimension },
    () => new PoincareSection(dimension),
  );
  const state = new Float64Array(dimension);
  let largest = 0;
  for (let sample = 0; sample < samples; sample++) {
    source.next();
    for (const [orbit, section] of sections.entries()) {
      for (let i = 0; i < dimension; i++) {
        state[i] = source.coordinate(orbit, i);
        largest = Math.max(largest, Math.abs(state[i]!));
      }
      section.take(state);
    }
  }
  const bytes = new Uint8Array(bytesCounted);
  source.read(bytes);
  return {
    largest,
    fresh: Math.min(...sections.map(({ fresh }) => fresh)),
    p: evenness(bytes),
  };
}

function evenness(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte]!++;
  const even = bytes.length / 256;
  const value = counts.reduce((sum, count) => sum + (count - even) ** 2, 0) / even;
  return twoSided(chiSquaredTails(value, 255));
}
