import { NeuroveilError } from "neuroveil/errors";
import { rawOutput } from "../analysis/raw-output.ts";
import { attacks } from "../attacks/list.ts";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { bitSequences, nistSuite, nistTable } from "../nist/index.ts";
import { robustnessRow, robustnessSection } from "./robustness.ts";
import { examine, examinedTables } from "./examine.ts";
import { keySensitivityRow, keySensitivitySection } from "./key-sensitivity.ts";
import { quickAttacks } from "./quick-attacks.ts";
import type { Study } from "./study.ts";

/** What native keys are drawn from. */
const secret = Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6);
const standard = "aes-256-ctr";
const sequenceBytes = 125_000;

/** Everything that the laboratory has, for a cipher of one's own, beside AES: one report. */
export const ownStudy: Study = {
  id: "own",
  question: "What does the laboratory find in a cipher of one's own?",
  page: () => "own-cipher-report.md",
  takesOwn: true,
  async run({ quick, own, onProgress }) {
    if (own === undefined)
      throw new NeuroveilError("usage", {
        expected: "a cipher of one's own, by --module or --command",
        got: "none",
        todo: "see docs/own-cipher.md",
      });
    const side = quick ? 32 : 64;
    const image = drawScene(0, side);
    const settings = {
      images: Array.from({ length: quick ? 2 : 4 }, (_, i) => drawScene(i, side)),
      secret,
      positions: 16,
      attacks: quick ? quickAttacks : attacks,
      scene: drawScene(7, quick ? 24 : 48),
      attackSeconds: quick ? 1 : 5,
    };
    const aes = baselines.find(({ id }) => id === standard)!;
    onProgress?.(0, "metrics and attacks");
    const examined = [
      await examine(own, {
        ...settings,
        onProgress: (done) => onProgress?.(0.4 * done, "metrics and attacks"),
      }),
      await examine(aes, {
        ...settings,
        onProgress: (done) => onProgress?.(0.4 + 0.1 * done, "the same of AES"),
      }),
    ];
    onProgress?.(0.5, "key sensitivity");
    const keys = [
      await keySensitivityRow(own, image, secret),
      await keySensitivityRow(aes, image, secret),
    ];
    onProgress?.(0.6, "noise");
    const noise = [
      await robustnessRow(own, image, secret),
      await robustnessRow(aes, image, secret),
    ];
    onProgress?.(0.7, "NIST SP 800-22");
    const sequences = quick ? 1 : 8;
    const bytes = quick ? sequenceBytes / 10 : sequenceBytes;
    const stream = await rawOutput(own, secret, sequences * bytes);
    const nist = await nistSuite(bitSequences([stream], 8 * bytes), {
      onProgress: (done) => onProgress?.(0.7 + (0.3 * done) / sequences, "NIST SP 800-22"),
    });
    const { id, source, keySpace, nativeKey } = own;
    return {
      section: `\`${id}\`: ${source}. Native key: ${nativeKey.description} (${8 * nativeKey.bytes} bits). Key space: ${keySpace}.

## Metrics, key bits, speed and attacks

${settings.images.length} drawn scenes of ${side} × ${side} × 3 samples, each under a key of its own; means with 95 % intervals. Attacks were given ${settings.attackSeconds} s each where they scale; bold: broken.

${examinedTables(examined)}

## Key sensitivity

${keySensitivitySection(keys, image)}
## Noise

${robustnessSection(noise, image)}
## NIST SP 800-22

The bare cipher image of zeros.

${nistTable(nist)}`,
    };
  },
};
