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
 * A row of the page about noise: what is left of an image whose cipher image was disturbed, and what a
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

/** The page about noise. @param rows of {@link robustnessRow} */
export function robustnessPage(rows: readonly string[], image: Image): string {
  const { width, height, channels } = image;
  return `# Noise on cipher images, and on plain images

Written by \`npm run sensitivity\` (without \`rsa-oaep\`, whose native keys are key pairs that take seconds each to draw). Image: a drawn scene of ${width} × ${height} × ${channels} samples. Every figure about disturbed cipher images is over ${seeds} seeds, each with a native key and a noise of its own; cipher images were decrypted bare and unverified. In use, containers refuse every one of them.

- *plain changed*: NPCR in percent between the cipher images of the scene and of the scene with one byte changed, one native key. Two random images: 99.609.
- *ê*: samples of the plain image that one replaced sample of the cipher image ruins, by the count of wrong samples after 0.1 % salt and pepper: mean and 95 % interval. An upper end of ${width * height * channels} says that nothing was left of the image, so that only the lower end means something.
- *decibels*: peak signal-to-noise ratio of the mean squared error after salt and pepper of 0.1, 1 and 5 %, a corner of a quarter of the area set to 0, and normal noise of standard deviation 5.
- *bit flip*: samples in percent that are wrong after one bit of the cipher image was flipped: mean and 95 % interval. It depends on where the bit lies.

| cipher | status | plain changed | ê | 0.1 % | 1 % | 5 % | corner | sd 5 | bit flip |
|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

"Noise resistance" means two things: that a small change of the plain image changes little of the cipher image, and that a small change of the cipher image leaves most of the plain image. They are not the same and not each other's price. A stream has both, \`hybrid\`, \`cellular-discrete\` and \`conv-multi\` have neither. \`hyperchaos\` changes its whole cipher image for one sample and loses few samples backwards, because a chain carries an error no further than one step when it is undone; \`canary\` takes its mask from a digest of the image that travels beside it, and loses one for one. Either way, whoever may ask for decryptions of changed cipher images learns where their samples come from.
`;
}
