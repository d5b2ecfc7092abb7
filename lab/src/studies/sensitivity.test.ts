import { cipherById, type Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { expect, test } from "vitest";
import { aes256Ctr } from "../baselines/aes.ts";
import { logistic } from "../baselines/logistic.ts";
import { drawScene } from "../datasets/scene.ts";
import { keySensitivitySection, keySensitivityRow } from "./key-sensitivity.ts";
import { robustnessSection, robustnessRow } from "./robustness.ts";

const image = drawScene(0, 32);
const secret = Uint8Array.of(1, 2);

function cellsOf(row: string): string[] {
  return row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test("rows of the section about noise have its columns; a stream and full diffusion differ", async () => {
  const stream = await robustnessRow(aes256Ctr, image, secret);
  const full = await robustnessRow(cipherById("hybrid"), image, secret);
  const section = robustnessSection([stream, full], image);
  const header = section.split("\n").find((line) => line.startsWith("| cipher"))!;
  for (const row of [stream, full]) {
    expect(cellsOf(row)).toHaveLength(cellsOf(header).length);
    expect(section).toContain(row);
  }
  expect(Number(cellsOf(stream)[2])).toBeLessThan(0.1);
  expect(Number(cellsOf(full)[2])).toBeGreaterThan(99);
  expect(cellsOf(stream)[3]).toMatch(/^[01]\.\d \(/);
  expect(section).toContain("32 × 32 × 3");
});

test("rows of the section about keys have its columns", async () => {
  const rows = [
    await keySensitivityRow(logistic, image, secret),
    await keySensitivityRow(cipherById("hybrid-literal"), image, secret),
  ];
  const section = keySensitivitySection(rows, image);
  const header = section.split("\n").find((line) => line.startsWith("| cipher"))!;
  for (const row of rows) expect(cellsOf(row)).toHaveLength(cellsOf(header).length);
  expect(cellsOf(rows[0]!)).toMatchObject({ 2: "2 of 2", 4: "2 of 2", 9: "16 of 16" });
  expect(cellsOf(rows[0]!)[7]).toMatch(/^x0 5\d, r 4\d$/);
  expect(cellsOf(rows[1]!)).toMatchObject({ 2: "0 of 64", 4: "0 of 64", 8: "0 of 512" });
});

test("a cipher that refuses damaged images has a row that says so", async () => {
  const strict: Cipher = {
    ...aes256Ctr,
    id: "strict",
    decrypt: async () => {
      throw new NeuroveilError(
        "tampered",
        "expected the image that was encrypted, got another one",
      );
    },
  };
  const cells = cellsOf(await robustnessRow(strict, image, secret));
  expect(cells).toHaveLength(10);
  expect(cells[3]).toBe("refuses damaged images");
});
