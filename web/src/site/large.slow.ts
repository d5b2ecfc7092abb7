import sharp from "sharp";
import { expect, test } from "vitest";
import { measurePage } from "./speed.ts";

/** Columns and rows of a photograph of 12 megapixels. */
const [width, height] = [4000, 3000];
const longest = 100;
const least = 0.6;

test("12 megapixels leave the page answering, and are as quick as they should be", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  const create = { width: 400, height: 300, channels: 3, background: "teal", noise } as const;
  const small = await sharp({ create }).png().toBuffer();
  const photo = await sharp(small).resize(width, height).jpeg({ quality: 92 }).toBuffer();
  const { throughput, throughputQuartiles, longestBlockMs, pageSeconds, nodeSeconds } =
    await measurePage(photo, { pairs: 9 });
  const quartiles = throughputQuartiles.map((end) => end.toFixed(2)).join(" to ");
  process.stdout.write(
    `longest task ${longestBlockMs.toFixed(0)} ms, throughput ${throughput.toFixed(2)} of Node's ` +
      `(quartiles ${quartiles}; ${pageSeconds.toFixed(2)} s beside ${nodeSeconds.toFixed(2)} s)\n`,
  );
  expect(longestBlockMs).toBeLessThan(longest);
  expect(throughput).toBeGreaterThan(least);
});
