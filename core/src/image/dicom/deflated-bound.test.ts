import { expect, test } from "vitest";
import { deflatedBound } from "./deflated-bound.ts";
import { madeDicom, type MadeElement } from "./made-dicom.test.data.ts";

const beside = 2 ** 27;
const head = madeDicom("explicit", []);
const shape: MadeElement[] = [
  ["00280010", "US", 1000],
  ["00280011", "US", 3000],
  ["00280100", "US", 16],
];
const dataSet = (...elements: readonly MadeElement[]): Uint8Array =>
  madeDicom("explicit", elements).subarray(head.length);

/** The bound behind pieces of 64 KiB of a data set, and then after as much again. */
function bounds(bytes: Uint8Array): number[] {
  const bound = deflatedBound(head);
  const piece = new Uint8Array(2 ** 16);
  piece.set(bytes.subarray(0, piece.length));
  return [bound(piece), bound(new Uint8Array(2 ** 16))];
}

test.each<[string, readonly MadeElement[], number]>([
  ["rows, columns and bits", [], 6_000_000],
  [
    "samples and frames as well",
    [
      ["00280002", "US", 3],
      ["00280008", "IS", "20"],
    ],
    360_000_000,
  ],
  ["frames without a number", [["00280008", "IS", ""]], 6_000_000],
  ["frames that are none", [["00280008", "IS", "many"]], 0],
])("%s say how long pixels are", (_, before, pixels) => {
  expect(bounds(dataSet(...before, ...shape))).toEqual([beside + pixels, beside + pixels]);
});

test("until they are there, pixels do not count", () => {
  expect(bounds(dataSet(...shape.slice(1)))).toEqual([beside, beside]);
  const bound = deflatedBound(head);
  const first = dataSet(["00090010", "OB", new Uint8Array(2 ** 16)], ...shape);
  expect(bound(first.subarray(0, 2 ** 16))).toBe(beside);
  expect(bound(first.subarray(2 ** 16))).toBe(beside);
  expect(bound(new Uint8Array(2 ** 16))).toBe(beside + 6_000_000);
});

test("nor do those in an item", () => {
  const item = dataSet(["00081140", "SQ", [shape], { open: true }]);
  expect(bounds(item)).toEqual([beside, beside]);
});

test("too many elements are refused as soon as they are there", () => {
  const bound = deflatedBound(head);
  const element = dataSet(["00080008", "CS", ""]);
  const many = Uint8Array.from({ length: 2 ** 22 }, (_, i) => element[i % element.length]!);
  expect(() => bound(many)).toThrow(/more than 262144 elements/);
});
