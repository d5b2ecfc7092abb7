import type { Cipher, Run } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage } from "../analysis/cipher-image.ts";
import { npcr } from "../metrics/npcr.ts";
import type { MetricResult } from "../metrics/result.ts";
import { uaci } from "../metrics/uaci.ts";
import { familyWise } from "../statistics/family-wise.ts";
import type { KeyChange } from "./key-change.ts";

/** How far two cipher images of one image are apart when their keys are near each other. */
export interface EncryptionSensitivity {
  /** What was changed in the key. */
  readonly id: string;
  /** With expectation, interval and p-value for two independent keys. */
  readonly npcr: MetricResult;
  readonly uaci: MetricResult;
  /** The smaller of the two Holm-adjusted p-values, over all changes of the call. */
  readonly adjusted: number;
  readonly pass: boolean;
}

/** How a sensitivity is judged. */
export interface SensitivitySettings extends Pick<Run, "signal" | "threads"> {
  /** Level of the family of all changes; default 0.001. */
  readonly alpha?: number;
  /** Called once a change. */
  readonly onChange?: (() => void) | undefined;
}

/**
 * NPCR and UACI between the cipher images of one image under `key` and under each changed key, judged
 * as one family: with an ideal cipher they are those of two random images.
 */
export async function encryptionSensitivity(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  changes: readonly KeyChange[],
  { alpha = 0.001, signal, threads, onChange }: SensitivitySettings = {},
): Promise<readonly EncryptionSensitivity[]> {
  const run = { signal, threads };
  const encrypt = async (native: Uint8Array, memory: Uint8Array): Promise<Image> =>
    (await cipherImage(cipher, image, { key: native, changed: [], memory, run })).image;
  const [one, other] = [new Uint8Array(image.data.length), new Uint8Array(image.data.length)];
  const whole = await encrypt(key, one);
  const readings: (readonly [string, MetricResult, MetricResult])[] = [];
  for (const change of changes) {
    const near = await encrypt(change.key, other);
    readings.push([change.id, npcr(whole, near)[0]!, uaci(whole, near)[0]!]);
    onChange?.();
  }
  const { adjusted } = familyWise(
    readings.flatMap(([, changing, intensity]) => [changing.p, intensity.p]),
    alpha,
  );
  return readings.map(([id, changing, intensity], i) => {
    const smaller = Math.min(adjusted[2 * i]!, adjusted[2 * i + 1]!);
    return { id, npcr: changing, uaci: intensity, adjusted: smaller, pass: smaller >= alpha };
  });
}
