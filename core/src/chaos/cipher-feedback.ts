import { flows, type Flow } from "./flow.ts";
import { inputIndex } from "./hopfield.ts";
import { RungeKutta } from "./runge-kutta.ts";
import { stateByte } from "./state-byte.ts";

/** The network whose inputs are cipher bytes, which tell x from -x. */
export const feedbackFlow: Flow = { ...flows["hopfield-4"], symmetric: false };
export const feedbackOrbits = 4;
const { dimension } = feedbackFlow;
/** Bytes of a sample, and of the cipher bytes that drive the next one. */
export const feedbackBytes: number = feedbackOrbits * dimension;
/** The network stays hyperchaotic under inputs of 0.02 to 0.4. */
export const feedbackAmplitude = 0.2;

/** What is encrypted before the image, and thrown away. */
export function feedbackTransient(): Uint8Array {
  return new Uint8Array(feedbackFlow.transientSamples * feedbackBytes).map((_, i) => i);
}

/**
 * A mask that depends on all cipher bytes before it, and so on the image: four Hopfield networks that
 * the cipher bytes of the sample before drive. Both directions work in place, piece by piece; all
 * pieces but the last have whole samples.
 */
export interface CipherFeedback {
  encrypt(piece: Uint8Array): void;
  decrypt(piece: Uint8Array): void;
}

/**
 * The readable definition. A sample of each orbit masks four bytes, c = p + m modulo 256. Then neuron i
 * of orbit o has the input A (w / 32767.5 - 1), w = 256 c[4 (o + 1) + i] + t, where orbits are counted
 * around and t is the sum of all sixteen cipher bytes modulo 256: every orbit hears of every byte, and
 * foremost of another orbit's. The transient encrypts bytes 0 to 255 in turn, from no input, so that
 * before the first byte each orbit depends on all starts, and no two stay alike that began alike.
 */
export class ReferenceFeedback implements CipherFeedback {
  readonly #parameters: readonly Float64Array[];
  readonly #orbits: readonly RungeKutta[];

  /** @param starts states of four orbits, one after the other */
  constructor(starts: Float64Array) {
    const orbits = Array.from({ length: feedbackOrbits }, (_, i) => i);
    this.#parameters = orbits.map(() => Float64Array.from(feedbackFlow.parameters));
    this.#orbits = orbits.map((i) => {
      const state = starts.slice(i * dimension, (i + 1) * dimension);
      return new RungeKutta(feedbackFlow.field(this.#parameters[i]!), state, feedbackFlow.h);
    });
    this.encrypt(feedbackTransient());
  }

  encrypt(piece: Uint8Array): void {
    this.#run(piece, false);
  }

  decrypt(piece: Uint8Array): void {
    this.#run(piece, true);
  }

  #run(piece: Uint8Array, decrypt: boolean): void {
    const ciphers = new Uint8Array(feedbackBytes);
    for (let at = 0; at < piece.length; at += feedbackBytes) {
      this.#advance();
      const part = piece.subarray(at, at + feedbackBytes);
      if (decrypt) ciphers.set(part);
      for (let i = 0; i < part.length; i++) {
        const mask = stateByte(this.#orbits[Math.floor(i / dimension)]!.state[i % dimension]!);
        part[i]! += decrypt ? -mask : mask;
      }
      if (!decrypt) ciphers.set(part);
      this.#drive(ciphers);
    }
  }

  #drive(ciphers: Uint8Array): void {
    const total = ciphers.reduce((sum, byte) => (sum + byte) & 255, 0);
    for (const [orbit, parameters] of this.#parameters.entries()) {
      const from = dimension * ((orbit + 1) % feedbackOrbits);
      for (let i = 0; i < dimension; i++) {
        const word = 256 * ciphers[from + i]! + total;
        parameters[inputIndex(dimension, i)] = feedbackAmplitude * (word / 32767.5 - 1);
      }
    }
  }

  #advance(): void {
    for (const orbit of this.#orbits) orbit.advance(feedbackFlow.stepsPerSample);
  }
}
