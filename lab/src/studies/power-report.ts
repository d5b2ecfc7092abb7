import { shapeName, calibrationShapes, type CalibrationCounts } from "./calibration.ts";
import {
  calibrationRows,
  calibrationTable,
  familySentence,
  powerTable,
  proportion,
  type PowerResult,
} from "./power-page.ts";
import { asUsed, powerSettings, type PowerSettings } from "./power.ts";

/** All that a study of power found. */
export interface PowerStudy {
  readonly calibration: CalibrationCounts;
  readonly weak: readonly PowerResult[];
  /** With the two sound controls. */
  readonly blind: readonly PowerResult[];
  /** AES in counter mode, and what the weak ciphers are made of. */
  readonly aes: readonly PowerResult[];
  /** Of blind ciphers, by id: the control that is built like it. */
  readonly controlOf: ReadonlyMap<string, string>;
  readonly photographs: string;
  /** What is to be known of parts that came about otherwise; empty where nothing is. */
  readonly remark: string;
  /** Of the study that has been done, 0 to 1. */
  readonly share: number;
}

/** The share of weak ciphers that are to be caught. */
const wanted = 0.9;

/** The page, and what the study should have found and did not. */
export function powerPage(study: PowerStudy): {
  readonly page: string;
  readonly missed: readonly string[];
} {
  const { calibration, weak, blind, aes, controlOf, photographs, remark, share } = study;
  const rows = calibrationRows(calibration);
  const caught = (result: PowerResult): boolean => result.refused.length > 0;
  const weakCaught = weak.filter(caught).length;

  const controls = blind.filter(({ cipher }) => !controlOf.has(cipher.id));
  const flawed = blind.filter(({ cipher }) => controlOf.has(cipher.id));
  const beyondControl = (result: PowerResult): readonly string[] => {
    const control = controlOf.get(result.cipher.id);
    const known = new Set(
      controls.filter(({ cipher }) => cipher.id === control).flatMap(({ refused }) => refused),
    );
    return result.refused.filter((id) => !known.has(id));
  };
  const blindIds = [...new Set(flawed.map(({ cipher }) => cipher.id))];
  const everCaught = blindIds.filter((id) =>
    flawed.some((result) => result.cipher.id === id && beyondControl(result).length > 0),
  );
  const blindCaught = flawed.filter((result) => beyondControl(result).length > 0).length;

  const sound = [...aes, ...controls];
  const soundIds = [...new Set(sound.map(({ cipher }) => cipher.id))];
  const soundRows = soundIds.map((id) => {
    const own = sound.filter(({ cipher }) => cipher.id === id);
    const wrong = own.filter(({ refused }) => asUsed(refused).length > 0).length;
    return `| ${id} | ${proportion(wrong, own.length)} |`;
  });
  const wrong = sound.filter(({ refused }) => asUsed(refused).length > 0);

  const page = `# What the laboratory sees

Written by \`npm run power -- DIR\`. How often [\`analyze\`](analyze.md) refuses ideal ciphers, sound ones and weak ones. Images are ${photographs}, another one and another key for each analysis of a cipher on images of one kind; level 0.001 a family. Intervals are exact (Clopper–Pearson), 95%.${share < 1 ? ` So far ${Math.floor(100 * share)} parts in 100 of the study were done; the same call goes on.` : ""}${remark === "" ? "" : ` ${remark}`}

## Sound ciphers

Refused although every image has a nonce of its own, on ${settings(powerSettings.sound)}, the controls of the ciphers written blind on ${settings(powerSettings.blind)}:

| cipher | refused |
|---|---|
${soundRows.join("\n")}

## Weak ciphers

Each is AES with full diffusion and one weakness (\`lab/src/weak\`), on ${settings(powerSettings.weak)}; the list was known when the metrics were written. Caught: ${proportion(weakCaught, weak.length)} of the analyses.

${powerTable(weak, ({ refused }) => refused)}

## Weak ciphers written blind

Fifteen more (\`lab/blind\`), by an author who had not seen the metrics, nor the list above, and did not change them afterwards but for speed; on ${settings(powerSettings.blind)}. What the sound cipher built like it fails as well does not count: a stream cipher fails under a repeated nonce, and one pad for all channels is no flaw where there is one channel. Caught at all: ${everCaught.length} of ${blindIds.length}; analyses: ${proportion(blindCaught, flawed.length)}. Not caught: ${blindIds.filter((id) => !everCaught.includes(id)).join(", ") || "none"}.

${powerTable(flawed, beyondControl)}

## Ideal ciphers

${calibration.analyses} analyses of ciphers that give independent noise for every image and key, on ${calibrationShapes.map(shapeName).join("; ")}. ${familySentence(calibration)} A count is marked where it lies outside the interval that all ${3 * rows.length} of them together leave 5 times in 100. P-values of the metrics marked "bound" are too large for a reason: the most conspicuous of several values that depend on each other or take few steps is judged as if it took them all. Single channels are counted apart from all channels together, with which they vary.

${calibrationTable(rows)}
`;
  const missed = [
    ...(weakCaught < wanted * weak.length
      ? [`weak ciphers: caught ${weakCaught} of ${weak.length}, expected nine in ten`]
      : []),
    ...wrong.map(
      ({ cipher, refused }) => `${cipher.id} is sound, and refused by ${refused.join(", ")}`,
    ),
  ];
  return { page, missed };
}

function settings({ side, positions }: PowerSettings): string {
  return `${side} × ${side} pixels with ${positions} changed places`;
}
