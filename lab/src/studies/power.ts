import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import { weakCiphers } from "../weak/list.ts";
import { photographOf, type Channels } from "./photographs.ts";

/** Width and height of the photographs, in pixels. */
export const powerSide = 256;
/** Gray, RGB and RGBA. */
const powerChannels: readonly Channels[] = [1, 3, 4];

/** Places at which a sample is changed: so many that single bits are judged. */
export const manyPlaces = 48;
/** The fewest that an analysis takes. */
export const fewPlaces = 16;

/** One analysis of a study. */
export interface PowerCase {
  readonly cipher: Cipher;
  readonly channels: Channels;
  /** Tells keys apart, and which photograph is encrypted. */
  readonly key: number;
}

/** Ids of the metrics that refuse a cipher, in one analysis at the default level. */
export async function refusals(
  { cipher, channels, key }: PowerCase,
  photographs: readonly Image[],
  positions: number,
): Promise<readonly string[]> {
  const image = photographOf(photographs[key % photographs.length]!, powerSide, channels);
  const native = await nativeKeyFrom(cipher, Uint8Array.of(112, 111, 119, 101, 114, key));
  const { metrics } = await analyzeCipher(cipher, image, { key: native, positions, threads: 1 });
  const failed = metrics.flatMap(({ id, verdict }) => (verdict === "fail" ? [id] : []));
  return [...new Set(failed)];
}

/** Those that fail although every image has a nonce of its own. */
export function asUsed(refused: readonly string[]): readonly string[] {
  return refused.filter((id) => !repeatsNonce(id));
}

/** Every weak cipher on all kinds of photographs on which it is one, under so many keys. */
export function weakCases(keys: number): readonly PowerCase[] {
  return cases(
    weakCiphers.map(({ cipher }) => cipher),
    keys,
  ).filter(
    ({ cipher, channels }) =>
      channels >= weakCiphers.find((weak) => weak.cipher === cipher)!.fewestChannels,
  );
}

/** Every cipher on all kinds of photographs, under so many keys: all of them under one key, then the next. */
export function cases(ciphers: readonly Cipher[], keys: number): readonly PowerCase[] {
  return Array.from({ length: keys }, (_, key) =>
    ciphers.flatMap((cipher) => powerChannels.map((channels) => ({ cipher, channels, key }))),
  ).flat();
}
