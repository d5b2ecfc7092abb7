import {
  feedbackAmplitude,
  feedbackBytes,
  feedbackFlow,
  feedbackOrbits,
  type CipherFeedback,
} from "../../chaos/cipher-feedback.ts";
import { openFeedback } from "../../kernels/flows/feedback-kernel.ts";
import type { Orbits } from "../../chaos/orbits.ts";
import { keyVectorBytes } from "../../layers/image-digest.ts";
import type { Cipher } from "../cipher.ts";
import { keyVectorOf, movedBy } from "../kinds/image-orbits.ts";
import { orbitKey } from "../kinds/orbit-key.ts";
import type { Pace } from "../kinds/pace.ts";
import { wholeImage } from "../kinds/whole-image.ts";

/**
 * Forward, backward and forward again. A pass carries a change only to what lies behind it: after two
 * passes, one of the last bytes would still have left its neighbours as they are.
 */
const passes = 3;
/** Numbers of the key that start the orbits of one pass. */
const startsOfPass = feedbackOrbits * feedbackFlow.dimension;
/** Whole samples. */
const pieceBytes = 4096 * feedbackBytes;

const { orbits, ...key } = orbitKey(feedbackFlow, passes * feedbackOrbits);
const { h, stepsPerSample, transientSamples } = feedbackFlow;

/** The survey's chaotic network with perturbed input, the input being the cipher image itself. */
export const hopfieldInputFeedback: Cipher = wholeImage({
  id: "hopfield-input-feedback",
  family: "chaotic",
  status: "cipher",
  source:
    "the survey of four networks, section 2.1 (2), input perturbed by chaotic mapping of the data, read as feedback: cipher bytes drive the inputs; Hopfield network after Li, Huang, Yang 2005",
  parameters: {
    passes,
    orbits: feedbackOrbits,
    amplitude: feedbackAmplitude,
    h,
    stepsPerSample,
    transientSamples,
  },
  ...key,
  keyVectorBytes,
  encryptBytes: async (data, native, pace) => {
    const keyVector = await keyVectorOf(data, firstPass(native));
    await run(data, movedBy(native, keyVector), "encrypt", pace);
    return keyVector;
  },
  decryptBytes: async (data, native, keyVector, pace) => {
    await run(data, movedBy(native, keyVector), "decrypt", pace);
    return await keyVectorOf(data, firstPass(native));
  },
});

/** The orbits of the first pass as they run where no byte drives them. */
function firstPass(native: Uint8Array): Orbits {
  return { flow: feedbackFlow, starts: orbits(native).starts.subarray(0, startsOfPass) };
}

async function run(
  data: Uint8Array,
  native: Uint8Array,
  direction: keyof CipherFeedback,
  pace: Pace,
): Promise<void> {
  const { starts } = orbits(native);
  const work = data.slice();
  for (let i = 0; i < passes; i++) {
    const pass = direction === "encrypt" ? i : passes - 1 - i;
    const feedback = await openFeedback(
      starts.subarray(pass * startsOfPass, (pass + 1) * startsOfPass),
    );
    // The second pass begins at the end of the image.
    if (pass % 2 === 1) work.reverse();
    for (let at = 0; at < work.length; at += pieceBytes) {
      feedback[direction](work.subarray(at, at + pieceBytes));
      await pace((i + at / work.length) / passes);
    }
    if (pass % 2 === 1) work.reverse();
  }
  data.set(work);
}
