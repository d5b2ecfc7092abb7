import { isFlowCipher, type Cipher } from "neuroveil/ciphers";
import { kaplanYorke } from "../../dynamics/kaplan-yorke.ts";
import { effectiveKeyBits } from "../../sensitivity/effective-key.ts";
import { realBits } from "../../sensitivity/key-change.ts";
import { clopperPearson, type Proportion } from "../../statistics/clopper-pearson.ts";
import { familyWise } from "../../statistics/family-wise.ts";
import { meanInterval } from "../../statistics/mean-interval.ts";
import { normalP } from "../../statistics/normal.ts";
import { median } from "../../statistics/quantile.ts";
import { flowSystems } from "./flow-systems.ts";
import type { KeyFigures } from "./measure-key.ts";
import type { Member } from "./members.ts";
import type { Recorded } from "./recorded.ts";

/** A value and the ends of its interval; `n` is what they were taken over. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Level of everything that is judged of one cipher. */
export const alpha = 0.001;
/** The survey's six properties, each of which has its part of the level. */
const properties = 6;
export const confidence: number = 1 - alpha / properties;

/** Effective bits of a native key. Ends are the least and the most over the keys. */
export interface KeyBits extends Interval {
  /** The same if no content key of 256 bits had to be their source. */
  readonly unseeded: number;
  readonly nominal: number;
  /** Of 256 stored bits, how many count. */
  readonly of256: Interval;
}

/** Sensitivity to changes of single parameters of a native key. */
export interface Sensitivity {
  /** Changes of one smallest step, over all keys: those that change the whole cipher image. */
  readonly passed: Proportion;
  /** s of the least sensitive real number, and of the middle one; undefined for a string of bits. */
  readonly least: number | undefined;
  readonly median: number | undefined;
  /** The mean of s over the bits that a number has, or the share that passes: 0 to 1. */
  readonly index: number;
  /** The same by key. */
  readonly byKey: readonly number[];
  /** Largest correlation between image and what a key one step off decrypts to. */
  readonly shows: number;
}

/** Correlation of neighbours in cipher images. */
export interface Correlation {
  /** Mean size over directions and channels, over the pictures. */
  readonly size: Interval;
  readonly byPicture: readonly number[];
  /** Mean score. */
  readonly z: Interval;
  /** Whether nothing is outside an ideal cipher's limits, all pictures, directions and channels one family. */
  readonly clean: boolean;
  /** Within the 99.9 % limits, one by one. */
  readonly inside: Proportion;
  /** Mean size over that of the picture before. */
  readonly ratio: Interval;
}

/** What noise on cipher images leaves. */
export interface Noise {
  /** ê, geometric mean. */
  readonly spread: Interval;
  readonly psnr: Interval;
  readonly byPicture: readonly number[];
  /** Decibels above a stream cipher on the same pictures. */
  readonly overStream: Interval;
  /** NPCR after one byte of the plain image was changed, and after faint normal noise, in percent. */
  readonly plainByte: Interval;
  readonly plainGauss: Interval;
}

/** Distance of cipher images from their pictures. */
export interface Distortion {
  readonly ssim: Interval;
  readonly byPicture: readonly number[];
  readonly local: Interval;
  /** Decibels above an ideal cipher's ratio. */
  readonly offIdeal: Interval;
}

/** Entropy of cipher images. */
export interface Entropy {
  readonly value: Interval;
  readonly z: Interval;
  readonly byPicture: readonly number[];
  /** Of the cipher image of black, for information. */
  readonly blackZ: number | undefined;
}

/** All that was measured of a variant. */
export interface VariantFigures extends Member {
  readonly bits: KeyBits;
  readonly bitsByKey: readonly number[];
  readonly sensitivity: Sensitivity;
  readonly correlation: Correlation;
  /** Undefined of a cipher that refuses damaged images. */
  readonly noise: Noise | undefined;
  readonly distortion: Distortion;
  readonly entropy: Entropy;
}

export function variantFigures(member: Member, recorded: Recorded): VariantFigures {
  const { cipher } = member;
  const keys = recorded.keys(cipher.id).map(({ figures }) => figures);
  return {
    ...member,
    bits: keyBits(cipher, keys),
    bitsByKey: keys.map((each) => effective(cipher, each, Infinity)),
    sensitivity: sensitivityOf(cipher, keys),
    correlation: correlationOf(cipher, recorded),
    noise: noiseOf(cipher, recorded),
    distortion: distortionOf(cipher, recorded),
    entropy: entropyOf(cipher, recorded),
  };
}

/** Bits that count: states of orbits up to what their attractor can hold, and all else. */
function effective(cipher: Cipher, { bits }: KeyFigures, seedBits: number): number {
  const values = cipher.nativeKey.values ?? [];
  const found = bits.map((each) => each ?? 0);
  const isState = (i: number): boolean => /^(orbit |x0$)/.test(values[i]?.name ?? "");
  const dimension = attractorDimension(cipher);
  return effectiveKeyBits({
    initial: found.filter((_, i) => isState(i)),
    controls: found.filter((_, i) => !isState(i)),
    symmetries: 0,
    usable: 1,
    ...(dimension !== undefined && { dimension }),
    seedBits,
  }).bits;
}

/** Of all orbits of a cipher together, which are independent. */
function attractorDimension(cipher: Cipher): number | undefined {
  if (!isFlowCipher(cipher)) return undefined;
  const { flow, starts } = cipher.orbits(new Uint8Array(cipher.nativeKey.bytes).fill(85));
  const orbits = starts.length / flow.dimension;
  return orbits * kaplanYorke(flowSystems[flow.id].exponents);
}

function range(values: readonly number[]): Interval {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  return { value, low: Math.min(...values), high: Math.max(...values), n: values.length };
}

const seed = 256;

function keyBits(cipher: Cipher, keys: readonly KeyFigures[]): KeyBits {
  const nominal = keys[0]!.nominal.reduce((sum, each) => sum + each, 0);
  const unseeded = keys.map((each) => effective(cipher, each, Infinity));
  return {
    ...range(keys.map((each) => effective(cipher, each, seed))),
    unseeded: range(unseeded).value,
    nominal,
    of256: range(unseeded.map((each) => (seed * each) / nominal)),
  };
}

function sensitivityOf(cipher: Cipher, keys: readonly KeyFigures[]): Sensitivity {
  const sum = (of: (each: KeyFigures) => number): number =>
    keys.reduce((total, each) => total + of(each), 0);
  const s = keys.flatMap((each) => each.s);
  const byKey = keys.map((each) =>
    each.s.length > 0
      ? each.s.reduce((total, one) => total + one, 0) / each.s.length / realBits(cipher)
      : each.passed / each.tried,
  );
  return {
    passed: clopperPearson(
      sum(({ passed }) => passed),
      sum(({ tried }) => tried),
      confidence,
    ),
    least: s.length > 0 ? Math.min(...s) : undefined,
    median: s.length > 0 ? median(s) : undefined,
    index: byKey.reduce((total, one) => total + one, 0) / byKey.length,
    byKey,
    shows: Math.max(...keys.map(({ shows }) => shows ?? 0)),
  };
}

/** Mean and interval over the pictures. */
function over(values: readonly (number | null)[]): Interval {
  const { value, low, high, n } = meanInterval(
    values.map((each) => each ?? 0),
    confidence,
  );
  return { value, low, high, n };
}

/**
 * Geometric mean and its interval: of values that lie powers of ten apart, as ê does where next to
 * nothing is left of a picture. Where noise adds nothing to what a lossy cipher loses some are 0, and
 * their mean is as usual.
 */
function overLogarithms(values: readonly number[]): Interval {
  if (values.includes(0)) return over(values);
  const { value, low, high, n } = over(values.map((each) => Math.log(each)));
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high), n };
}

function meanSize(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, each) => sum + Math.abs(each ?? 1), 0) / values.length;
}

/** Of a plane that does not vary, which has no correlation: as large as a score gets. */
const noScore = 1e3;

function correlationOf(cipher: Cipher, recorded: Recorded): Correlation {
  const images = recorded.image(cipher.id);
  const before = new Map(recorded.plain.map(({ about, figures }) => [about, meanSize(figures.r)]));
  const sizes = images.map(({ figures }) => meanSize(figures.r));
  const scores = images.map(({ figures }) => figures.z.map((z) => z ?? noScore));
  const all = scores.flat();
  const p = all.map(normalP);
  return {
    size: over(sizes),
    byPicture: sizes,
    z: over(scores.map((own) => own.reduce((sum, z) => sum + z, 0) / own.length)),
    clean: familyWise(p, alpha / properties).pass,
    inside: clopperPearson(p.filter((each) => each >= alpha).length, p.length),
    ratio: over(sizes.map((size, i) => size / before.get(images[i]!.about)!)),
  };
}

function noiseOf(cipher: Cipher, recorded: Recorded): Noise | undefined {
  const found = recorded.noise(cipher.id).map(({ figures }) => figures);
  if (found.some(({ spread }) => spread === null)) return undefined;
  const psnr = found.map((each) => each.psnr!);
  return {
    spread: overLogarithms(found.map(({ spread }) => spread!)),
    psnr: over(psnr),
    byPicture: psnr,
    overStream: over(found.map((each) => each.psnr! - each.stream!)),
    plainByte: over(found.map(({ plainByte }) => 100 * plainByte!)),
    plainGauss: over(found.map(({ plainGauss }) => 100 * plainGauss!)),
  };
}

function distortionOf(cipher: Cipher, recorded: Recorded): Distortion {
  const found = recorded.image(cipher.id).map(({ figures }) => figures);
  const ssim = found.map((each) => each.ssim!);
  return {
    ssim: over(ssim),
    byPicture: ssim,
    local: over(found.map((each) => each.ssimLocal)),
    offIdeal: over(found.map((each) => each.psnr! - each.psnrIdeal!)),
  };
}

function entropyOf(cipher: Cipher, recorded: Recorded): Entropy {
  const found = recorded.image(cipher.id).map(({ figures }) => figures);
  const scores = found.map((each) => each.entropyZ!);
  return {
    value: over(found.map((each) => each.entropy)),
    z: over(scores),
    byPicture: scores,
    blackZ: recorded.black(cipher.id)?.entropyZ ?? undefined,
  };
}
