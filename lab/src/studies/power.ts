import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import { weakCiphers } from "../weak/list.ts";
import { photographOf, type Channels } from "./photographs.ts";

/** Gray, RGB and RGBA. */
const powerChannels: readonly Channels[] = [1, 3, 4];

/** How ciphers are analysed. */
export interface PowerSettings {
  /** Width and height of the photographs, in pixels. */
  readonly side: number;
  /** Places at which a sample is changed, 16 and more; single bits are judged from 48 on. */
  readonly positions: number;
}

/** Of weak ciphers, of those written blind, and of sound ones, which are many. */
export const powerSettings: Readonly<Record<"weak" | "blind" | "sound", PowerSettings>> = {
  weak: { side: 256, positions: 48 },
  blind: { side: 256, positions: 16 },
  sound: { side: 128, positions: 16 },
};

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
  { side, positions }: PowerSettings,
): Promise<readonly string[]> {
  const image = photographOf(photographs[key % photographs.length]!, side, channels);
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
