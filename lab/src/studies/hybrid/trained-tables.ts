import type { Estimate } from "../../report/estimate.ts";
import type { PaperCell, PaperTable } from "../../report/paper-table.ts";
import { estimateOf, finiteOf } from "./estimates.ts";
import { keySizes, type AblationRecord } from "./measure-ablation.ts";
import type { HybridRecords } from "./records.ts";
import type { TrainingRecord, WeightsRecord } from "./trained-records.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((total, x) => total + x, 0) / values.length;

/** Mean and 95% interval over sets of weights, each of which counts with its own mean over pictures. */
function overWeights(
  cells: readonly AblationRecord[],
  metric: "npcr" | "entropyZ",
  times = 1,
): Estimate | undefined {
  return estimateOf(
    cells.map((cell) => mean(finiteOf(cell[metric]))),
    times,
  );
}

function counts(
  cells: readonly AblationRecord[],
  [of, all]: readonly [keyof AblationRecord, keyof AblationRecord],
): PaperCell {
  const sum = (name: keyof AblationRecord): number =>
    cells.reduce((total, cell) => total + (cell[name] as number), 0);
  return cells.length === 0 ? undefined : `${sum(of)} of ${sum(all)}`;
}

const exact = ["exact", "n"] as const;
const felt = ["keyBitsFelt", "keyBitsFlipped"] as const;

function cellsOf(records: readonly WeightsRecord[], bits: string): readonly AblationRecord[] {
  return records.flatMap(({ cells }) => cells[bits] ?? []);
}

/** Trainings with the settings that have been measured under keys of every size. */
function mainTrainings(records: HybridRecords): readonly WeightsRecord[] {
  return records.trained.filter(({ cells }) => Object.keys(cells).length > 1);
}

/** Trained weights against weights from seeds, by key size. */
function byKeySize(records: HybridRecords): PaperTable {
  const [seeded, trained] = [records.seeded, mainTrainings(records)];
  return {
    id: "hybrid-trained-key",
    caption: `The cipher with weights from ${seeded.length} seeds and from ${trained.length} trainings of other seeds (the recipe's learning rate and batch size), by key size, on the scenes and keys of the tables above: mean ± 95% interval over sets of weights. An ideal cipher has NPCR 99.6094% and z 0.`,
    columns: [
      { title: "Key bits of each state" },
      { title: "NPCR, seeds", unit: "%", estimates: true },
      { title: "NPCR, trained", unit: "%", estimates: true },
      { title: "z of entropy, seeds", estimates: true },
      { title: "z of entropy, trained", estimates: true },
      { title: "exact, seeds" },
      { title: "exact, trained" },
      { title: "key bits felt, seeds" },
      { title: "key bits felt, trained" },
    ],
    rows: keySizes.flatMap((bits): readonly (readonly PaperCell[])[] => {
      const both = [seeded, trained].map((sets) => cellsOf(sets, String(bits)));
      if (both.some((cells) => cells.length === 0)) return [];
      return [
        [
          String(bits),
          ...both.map((cells) => overWeights(cells, "npcr", 100)),
          ...both.map((cells) => overWeights(cells, "entropyZ")),
          ...both.map((cells) => counts(cells, exact)),
          ...both.map((cells) => counts(cells, felt)),
        ],
      ];
    }),
  };
}

interface TrainingGroup<T> {
  readonly rate: number;
  readonly batch: number;
  readonly records: readonly T[];
}

/** By learning rate, then batch size. */
function bySettings<T extends { readonly training?: TrainingRecord }>(
  records: readonly T[],
): readonly TrainingGroup<T>[] {
  const names = new Map(
    records.flatMap(({ training }) =>
      training === undefined
        ? []
        : [[`${training.rate} ${training.batch}`, [training.rate, training.batch] as const]],
    ),
  );
  return [...names.values()]
    .toSorted(([rateA, batchA], [rateB, batchB]) => rateA - rateB || batchA - batchB)
    .map(([rate, batch]) => ({
      rate,
      batch,
      records: records.filter(
        ({ training }) => training?.rate === rate && training.batch === batch,
      ),
    }));
}

function figureOf(
  records: readonly { readonly training?: TrainingRecord }[],
  id: string,
  times = 1,
): Estimate | undefined {
  return estimateOf(
    records.flatMap(({ training }) => training?.figures[id] ?? []),
    times,
  );
}

/** How much larger a loss is than that of the weights that ship, on the same pictures. */
const beside = ({ figures }: TrainingRecord, whose: "trained" | "least"): number =>
  figures[`game-loss-${whose}`]! - figures["game-loss-seed"]!;

/** Learning rate and batch size of trained weights. */
function byRate(records: HybridRecords): PaperTable {
  const groups = bySettings(records.trained);
  const [any] = records.trained;
  const row = (name: string, sets: readonly WeightsRecord[]): readonly PaperCell[] => {
    const cells = cellsOf(sets, "all");
    const trainings = sets.flatMap(({ training }) => training ?? []);
    return [
      name,
      trainings.length === 0 ? "" : beside(trainings[0]!, "least").toFixed(4),
      estimateOf(trainings.map((training) => beside(training, "trained"))),
      overWeights(cells, "npcr", 100),
      overWeights(cells, "entropyZ"),
      counts(cells, exact),
      counts(cells, felt),
      String(sets.length),
    ];
  };
  return {
    id: "hybrid-trained-rate",
    caption: `Trained weights by learning rate and batch size (${any?.training?.settings["steps"] ?? 0} steps on drawn pictures, neuroveil train hybrid): the loss that training makes smaller, of gates and outputs in the first steps of each network, before training (the smallest weights there are) and after it, less that of the weights that ship on the same pictures; and what the whole cipher has of it; mean ± 95% interval over trainings.`,
    columns: [
      { title: "Learning rate, batch size" },
      { title: "Loss before" },
      { title: "Loss after", estimates: true },
      { title: "NPCR", unit: "%", estimates: true },
      { title: "z of entropy", estimates: true },
      { title: "exact" },
      { title: "key bits felt" },
      { title: "n" },
    ],
    rows:
      groups.length === 0
        ? []
        : [
            row("weights of seeds", records.seeded),
            ...groups.map(({ rate, batch, records: sets }) => row(`${rate}, ${batch}`, sets)),
          ],
  };
}

/** Learning rate and batch size of the paper's own training, where fidelity depends on them. */
function learnedByRate(records: HybridRecords): PaperTable {
  const [any] = records.learned;
  const settings = any?.training.settings ?? {};
  return {
    id: "hybrid-learned-rate",
    caption: `The paper's own training, hybrid-autoencoder, by learning rate and batch size (${settings["steps"] ?? 0} steps on drawn pictures, ${settings["measured"] ?? 0} unseen crops each): what the right key and an unrelated one decrypt, entropy, and the samples that change with one sample of the image and with one bit of the key; mean ± 95% interval over trainings.`,
    columns: [
      { title: "Learning rate, batch size" },
      { title: "PSNR, right key", unit: "dB", estimates: true },
      { title: "SSIM, right key", estimates: true },
      { title: "PSNR, unrelated key", unit: "dB", estimates: true },
      { title: "Entropy", unit: "bit", estimates: true },
      { title: "NPCR", unit: "%", estimates: true },
      { title: "NPCR of a key bit", unit: "%", estimates: true },
      { title: "n" },
    ],
    rows: bySettings(records.learned).map(({ rate, batch, records: runs }) => [
      `${rate}, ${batch}`,
      figureOf(runs, "right-key-psnr"),
      figureOf(runs, "right-key-ssim"),
      figureOf(runs, "wrong-key-psnr"),
      figureOf(runs, "cipher-entropy"),
      figureOf(runs, "one-sample-differs", 100),
      figureOf(runs, "one-key-bit-differs", 100),
      String(runs.length),
    ]),
  };
}

/** Trained weights of section 6.4. */
export function trainedTables(records: HybridRecords): readonly PaperTable[] {
  return [byKeySize(records), byRate(records), learnedByRate(records)];
}
