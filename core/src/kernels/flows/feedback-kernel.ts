import {
  feedbackAmplitude,
  feedbackBytes,
  feedbackFlow,
  feedbackTransient,
  ReferenceFeedback,
  type CipherFeedback,
} from "../../chaos/cipher-feedback.ts";
import {
  at,
  flowKernelAvailable,
  instantiateFlows,
  stateIndex,
  type FlowExports,
} from "./flow-kernel.ts";

const { dimension, h, stepsPerSample } = feedbackFlow;
/** What the kernel masks at once, whole samples. */
const roomBytes = 65_536;

/** Four driven orbits of chaos/cipher-feedback.ts in WebAssembly SIMD. */
class FeedbackKernel implements CipherFeedback {
  readonly #run: FlowExports["feedback"];
  readonly #room: Uint8Array;

  constructor({ memory, feedback }: FlowExports, starts: Float64Array) {
    const { buffer } = memory;
    new Float64Array(buffer, at.parameters).set(feedbackFlow.parameters);
    const states = new Float64Array(buffer, at.state);
    for (const [i, start] of starts.entries())
      states[stateIndex(Math.floor(i / dimension), i % dimension)] = start;
    this.#run = feedback;
    this.#room = new Uint8Array(buffer, at.output, roomBytes);
    this.encrypt(feedbackTransient());
  }

  encrypt(piece: Uint8Array): void {
    this.#mask(piece, false);
  }

  decrypt(piece: Uint8Array): void {
    this.#mask(piece, true);
  }

  #mask(piece: Uint8Array, decrypt: boolean): void {
    for (let from = 0; from < piece.length; from += roomBytes) {
      const part = piece.subarray(from, from + roomBytes);
      this.#room.set(part);
      const whole = feedbackBytes * Math.ceil(part.length / feedbackBytes);
      this.#run(h, stepsPerSample, feedbackAmplitude, whole, decrypt);
      part.set(this.#room.subarray(0, part.length));
    }
  }
}

/**
 * Lets four orbits run that cipher bytes drive: in the WASM kernel, or in the reference where there is
 * no SIMD.
 *
 * @param starts their states, one orbit after the other
 */
export async function openFeedback(starts: Float64Array): Promise<CipherFeedback> {
  if (!flowKernelAvailable()) return new ReferenceFeedback(starts);
  return new FeedbackKernel(await instantiateFlows(), starts);
}
