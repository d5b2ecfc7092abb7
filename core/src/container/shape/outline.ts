import { NeuroveilError } from "../../errors.ts";
import type { Area } from "./area.ts";

/** Most regions of an image, and most rectangles that all of them have together. */
export const mostRegions = 256;
export const mostAreas = 4096;

/** Whether no two of these share a pixel. */
export function areDisjoint(areas: readonly Area[]): boolean {
  const sorted = areas.toSorted((a, b) => a.y - b.y);
  return sorted.every((area, i) => {
    const [right, bottom] = [area.x + area.width, area.y + area.height];
    // Only those that begin before it ends have rows in common with it.
    for (let j = i + 1; j < sorted.length && sorted[j]!.y < bottom; j++) {
      const other = sorted[j]!;
      if (other.x < right && area.x < other.x + other.width) return false;
    }
    return true;
  });
}

/** Rows [top, bottom) that are cut alike: at [left, right) each, from the left, with gaps between. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly spans: readonly (readonly [left: number, right: number])[];
}

/**
 * Rectangles that cover what bands cover, no pixel twice: spans that go on in the next band become one.
 * @param bands from the top down
 * @throws NeuroveilError "limit" when there are more of them than an image may have
 */
export function stacked(bands: Iterable<Band>): Area[] {
  const areas: { x: number; y: number; width: number; height: number }[] = [];
  let above = new Map<string, (typeof areas)[number]>();
  let end = 0;
  for (const { top, bottom, spans } of bands) {
    const here: typeof above = new Map();
    for (const [left, right] of spans) {
      const name = `${left} ${right}`;
      let area = top === end ? above.get(name) : undefined;
      if (area === undefined) {
        area = { x: left, y: top, width: right - left, height: 0 };
        areas.push(area);
        checkCount(areas.length);
      }
      area.height = bottom - area.y;
      here.set(name, area);
    }
    above = here;
    end = bottom;
  }
  return areas;
}

/**
 * Rectangles without a common pixel that cover the same as these.
 * @throws NeuroveilError "limit" as {@link stacked}
 */
export function union(areas: readonly Area[]): Area[] {
  checkCount(areas.length);
  return areDisjoint(areas) ? [...areas] : stacked(bandsOf(areas));
}

function* bandsOf(areas: readonly Area[]): Generator<Band> {
  const edges = new Set(areas.flatMap(({ y, height }) => [y, y + height]));
  const rows = [...edges].toSorted((a, b) => a - b);
  for (const [i, top] of rows.slice(0, -1).entries()) {
    const bottom = rows[i + 1]!;
    const here = areas.filter(({ y, height }) => y <= top && bottom <= y + height);
    const spans: [number, number][] = [];
    for (const { x, width } of here.toSorted((a, b) => a.x - b.x)) {
      const last = spans.at(-1);
      if (last !== undefined && x <= last[1]) last[1] = Math.max(last[1], x + width);
      else spans.push([x, x + width]);
    }
    yield { top, bottom, spans };
  }
}

/** @throws NeuroveilError "limit" */
export function checkCount(areas: number): void {
  if (areas <= mostAreas) return;
  throw new NeuroveilError("limit", {
    expected: `regions of at most ${mostAreas} rectangles together`,
    got: "more",
    todo: "give the mask smoother edges, or cover it with rectangles",
  });
}
