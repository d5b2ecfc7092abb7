import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { crop } from "../noise/crop.ts";
import { gaussian } from "../noise/gaussian.ts";
import { saltAndPepper } from "../noise/impulses.ts";
import { robustness, type Robustness } from "../noise/robustness.ts";
import { bitFlip, byteError } from "../noise/single-error.ts";
import { plainNoiseResponse } from "../sensitivity/plain-noise.ts";
import type { MeanInterval } from "../statistics/mean-interval.ts";
import { overCiphers } from "./over-ciphers.ts";
import type { Study } from "./study.ts";

const disturbances = [
  saltAndPepper(0.001),
  saltAndPepper(0.01),
  saltAndPepper(0.05),
  crop("corner", 0.25),
  gaussian(5),
  bitFlip,
];

const seeds = 10;

/**
 * A row of the section about noise: what is left of an image whose cipher image was disturbed, and what a
 * single changed sample of the plain image does to the cipher image.
 */
export async function robustnessRow(
  cipher: Cipher,
  image: Image,
  secret: Uint8Array,
): Promise<string> {
  const key = await nativeKeyFrom(cipher, secret);
  const [response] = await plainNoiseResponse(cipher, image, key, { disturbances: [byteError] });
  const changed = response!.npcr.value;
  const start = `| \`${cipher.id}\` | ${cipher.status} | ${(100 * changed).toFixed(3)} |`;
  try {
    const results = await robustness(cipher, image, { secret, disturbances, seeds });
    return `${start} ${cells(results).join(" | ")} |`;
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "unsupported") throw error;
    return `${start} refuses damaged images |${" |".repeat(disturbances.length)}`;
  }
}

function cells(results: readonly Robustness[]): readonly string[] {
  const { low, value, high } = results[0]!.replacement!.wrongSpread;
  const spread = `${figure(value)} (${figure(low)}–${figure(high)})`;
  const ratios = results.slice(0, -1).map(({ psnr }) => decibelText(psnr.value));
  return [spread, ...ratios, share(results.at(-1)!.wrong)];
}

function figure(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function decibelText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "∞";
}

function share({ value, low, high }: MeanInterval): string {
  const percent = (x: number): string => (100 * Math.max(0, Math.min(1, x))).toFixed(3);
  return `${percent(value)} (${percent(low)}–${percent(high)})`;
}

/** The section about noise. @param rows of {@link robustnessRow} */
export function robustnessSection(rows: readonly string[], image: Image): string {
  const { width, height, channels } = image;
  return `Image: a drawn scene of ${width} × ${height} × ${channels} samples; ${seeds} seeds.

| cipher | status | plain changed | ê | 0.1 % | 1 % | 5 % | corner | sd 5 | bit flip |
|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

export const robustnessStudy: Study = {
  id: "robustness",
  question: "What does noise on cipher images, and on plain images, do?",
  page: () => "robustness.md",
  run: (settings) =>
    overCiphers({ id: "robustness", row: robustnessRow, section: robustnessSection }, settings),
};
