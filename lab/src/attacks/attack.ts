import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";
import type { Oracle } from "./oracle.ts";

/**
 * How the attacked cipher is used. `as-used`: through the container with the network as its only
 * encryption of the pixels (protection authenticated), a fresh nonce for every image. `nonce-reused`:
 * bare, under one nonce, which nobody does by accident. `unverified`: bare, and the reader shows what
 * altered cipher images decrypt to. `laboratory`: without a container, under native keys, and on parts
 * that a cipher image does not show; what falls there is a flaw, and breaks no cipher in use.
 */
export type Setting = "as-used" | "nonce-reused" | "unverified" | "laboratory";

/** What the attacker has beside cipher images and the specification. */
export type Need = "known images" | "chosen images" | "chosen cipher images" | "bare parts";

/** An attack on image ciphers, general enough to be tried on every row; one file each, one list. */
export interface Attack {
  readonly id: string;
  /** What it asks, for a person, in one sentence. */
  readonly question: string;
  /** Paper and section, or where the idea comes from. */
  readonly source: string;
  readonly setting: Setting;
  readonly needs: readonly Need[];
  /** Ids of a cipher that must fall to it, and of one that must not. */
  readonly controls: { readonly falls: string; readonly stands: string };
  /** Why it cannot be tried on a cipher, in words that follow "not tried:"; undefined where it can. */
  readonly inapplicable?: (cipher: Cipher) => string | undefined;
  /**
   * Attacks. What it counts must be independent trials, each of which succeeds with probability
   * `chance` where the cipher is ideal: draw what is to be recovered from `random`, do not take it
   * from a picture, in which a constant guess is often right.
   */
  readonly run: (oracle: Oracle, setup: Setup) => Promise<Evidence>;
}

/** What an attack is given beside the oracle. */
export interface Setup {
  /** A picture, for what a person is shown; verdicts are on random images of its shape. */
  readonly scene: Image;
  readonly random: Random;
  /** Processor time that it may take, about; attacks that scale with it say what they did. */
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the part of the work that is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What an attack found. */
export interface Evidence {
  /** Of `trials` independent ones, those that succeeded: bytes recovered, games won. */
  readonly successes: number;
  readonly trials: number;
  /** Probability of a success against an ideal cipher. */
  readonly chance: number;
  /** What was done and what came of it, in one sentence. */
  readonly sentence: string;
  /** What it recovered of the scene, as far as it could. */
  readonly recovered?: Image;
}
