import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import type { JudgedMetric } from "../analysis/judge.ts";

/** The metrics that a cipher fails on a small gray picture of shades, with one changed sample at 16 places. */
export async function metricFailures(
  cipher: Cipher,
  key: Uint8Array,
): Promise<readonly JudgedMetric[]> {
  const [width, height] = [40, 32];
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i % width) + (i >> 8));
  const kind = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;
  const image: Image = { width, height, data, ...kind };
  const { metrics } = await analyzeCipher(cipher, image, { key, positions: 16 });
  return metrics.filter(({ verdict }) => verdict === "fail");
}
