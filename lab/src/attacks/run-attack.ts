import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { seededRandom } from "../random/random.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import type { Attack, Setting, Setup } from "./attack.ts";
import { containerOracle } from "./oracle.ts";

/** A cipher that was attacked, and what came of it. */
export interface Finding {
  readonly attack: string;
  readonly cipher: string;
  readonly setting: Setting;
  /** Whether the whole interval lies above what chance gives. */
  readonly broken: boolean;
  /** Successes over trials. */
  readonly recovered: number;
  /** Clopper and Pearson's, of the level that {@link AttackOptions.level} leaves. */
  readonly interval: readonly [low: number, high: number];
  readonly chance: number;
  readonly trials: number;
  readonly successes: number;
  readonly queries: number;
  /** Plain and cipher bytes that were asked for. */
  readonly bytes: number;
  /** Of the clock. */
  readonly seconds: number;
  readonly sentence: string;
  /** What was recovered of the scene. */
  readonly picture?: Image;
}

/** An attack that was not tried. */
export interface NotTried {
  readonly attack: string;
  readonly cipher: string;
  readonly setting: Setting;
  /** Why, in words that follow "not tried:". */
  readonly notTried: string;
}

export interface AttackOptions extends Partial<Omit<Setup, "random">> {
  readonly scene: Image;
  /** A whole number, 0 to 2^32 - 1; the same gives the same keys, images and findings. */
  readonly seed: number;
  /** Probability of a verdict "broken" against an ideal cipher; 0.001 over a list of attacks. */
  readonly level: number;
}

/**
 * Whether what was counted is more than chance.
 * @param level as in {@link AttackOptions}; one-sided, since below chance nothing is broken
 */
export function verdict(
  { successes, trials, chance }: Pick<Finding, "successes" | "trials" | "chance">,
  level: number,
): Pick<Finding, "broken" | "recovered" | "interval"> {
  const { low, high } = clopperPearson(successes, trials, 1 - 2 * level);
  return { broken: low > chance, recovered: successes / trials, interval: [low, high] };
}

/** Seconds that an attack may take where nothing is said. */
const defaultSeconds = 10;

/**
 * Tries an attack on a cipher, under a key that the attack does not see.
 * @param options `scene` of 1 to 4 channels
 */
export async function runAttack(
  attack: Attack,
  cipher: Cipher,
  options: AttackOptions,
): Promise<Finding | NotTried> {
  const { scene, seed, level, seconds = defaultSeconds, signal, onProgress } = options;
  const about = { attack: attack.id, cipher: cipher.id, setting: attack.setting };
  const notTried = attack.inapplicable?.(cipher);
  if (notTried !== undefined) return { ...about, notTried };
  const random = seededRandom(seed);
  const secret = Uint8Array.from({ length: 32 }, () => random.below(256));
  const oracle = containerOracle(cipher, attack.setting, secret, signal);
  const start = performance.now();
  const setup = { scene, random, seconds, signal, onProgress };
  const { successes, trials, chance, sentence, recovered } = await attack.run(oracle, setup);
  const taken = (performance.now() - start) / 1000;
  return {
    ...about,
    ...verdict({ successes, trials, chance }, level),
    chance,
    trials,
    successes,
    ...oracle.asked,
    seconds: taken,
    sentence,
    ...(recovered !== undefined && { picture: recovered }),
  };
}
