import type { PaperCell, PaperTable } from "../../report/paper-table.ts";
import { median } from "../../statistics/quantile.ts";
import { peakDecibels } from "./decibels.ts";
import { estimateOf, pictureEstimate, quartiles } from "./estimates.ts";
import { ablations, keySizes, lstmLayers } from "./measure-ablation.ts";
import { mostPairs, networkPairs, networkRows } from "./measure-attacks.ts";
import { disturbances } from "./measure-noise.ts";
import type { PictureMetric, PicturesRecord } from "./measure-pictures.ts";
import { opensslId } from "./measure-times.ts";
import type { HybridRecords } from "./records.ts";
import { hybridRows } from "./rows.ts";
import { trainedTables } from "./trained-tables.ts";

const interval = "mean ± 95% interval over pictures, each under a key of its own";

/** A column of a picture table. */
interface PictureColumn {
  readonly title: string;
  readonly unit?: string;
  readonly metric: PictureMetric;
  readonly times?: number;
}

/** A table with a row for every cipher and set that was measured. */
function pictureTable(
  records: HybridRecords,
  about: Pick<PaperTable, "id" | "caption">,
  columns: readonly PictureColumn[],
  counts: readonly {
    readonly title: string;
    readonly of: (record: PicturesRecord) => string;
  }[],
): PaperTable {
  const sets = records.run?.sets ?? [];
  return {
    ...about,
    columns: [
      { title: "Cipher" },
      { title: "Data set" },
      ...columns.map(({ title, unit }) => ({
        title,
        ...(unit !== undefined && { unit }),
        estimates: true as const,
      })),
      ...counts.map(({ title }) => ({ title })),
      { title: "n" },
    ],
    rows: hybridRows(false).flatMap(({ id }) =>
      sets.flatMap(({ name }): readonly (readonly PaperCell[])[] => {
        const record = records.pictures(id, name);
        if (record === undefined) return [];
        return [
          [
            id,
            name,
            ...columns.map(({ metric, times }) => pictureEstimate(record, metric, times)),
            ...counts.map(({ of }) => of(record)),
            String(record.n),
          ],
        ];
      }),
    ),
  };
}

/** Section 6.1: what is decrypted. */
function reconstruction(records: HybridRecords): PaperTable {
  return pictureTable(
    records,
    {
      id: "hybrid-reconstruction",
      caption: `What the right key decrypts: ${interval}; exact: pictures that came back sample by sample.`,
    },
    [
      { title: "PSNR", unit: "dB", metric: "rightPsnr" },
      { title: "SSIM", metric: "rightSsim" },
    ],
    [{ title: "exact", of: ({ exact, n }) => `${exact} of ${n}` }],
  );
}

export function wrongKeys(records: HybridRecords): PaperTable {
  return pictureTable(
    records,
    {
      id: "hybrid-wrong-keys",
      caption: `What wrong keys decrypt, looked at although a key vector refuses it: ${interval}. One step: the native key's nearest neighbour, one bit or the last place of a number. Ideal: PSNR of a random image beside the picture. One step changes nothing: pictures that it decrypts exactly, which no mean of decibels can take in; parts of the hybrid ciphers' keys serve the key vector alone.`,
    },
    [
      { title: "PSNR, one step off", unit: "dB", metric: "nearPsnr" },
      { title: "SSIM, one step off", metric: "nearSsim" },
      { title: "PSNR, unrelated key", unit: "dB", metric: "otherPsnr" },
      { title: "PSNR, ideal", unit: "dB", metric: "idealPsnr" },
    ],
    [
      {
        title: "one step changes nothing",
        of: ({ values, n }) =>
          `${values.nearPsnr.filter((value) => value === null).length} of ${n}`,
      },
      { title: "refused", of: ({ nearRefused, n }) => `${nearRefused} of ${n}` },
    ],
  );
}

/** Section 6.2: security metrics. */
function histograms(records: HybridRecords): PaperTable {
  return pictureTable(
    records,
    {
      id: "hybrid-histogram",
      caption: `Entropy and histogram of cipher images: ${interval}. z: standard normal score of the entropy beside that of an ideal cipher on as many bytes, which is not 8.`,
    },
    [
      { title: "Entropy", unit: "bit", metric: "entropy" },
      { title: "z of entropy", metric: "entropyZ" },
      { title: "χ²", metric: "chiSquare" },
    ],
    [],
  );
}

function correlations(records: HybridRecords): PaperTable {
  return pictureTable(
    records,
    {
      id: "hybrid-correlation",
      caption: `Correlation of adjacent samples of cipher images, all pairs, mean of the channels: ${interval}.`,
    },
    [
      { title: "r horizontal", metric: "horizontal" },
      { title: "r vertical", metric: "vertical" },
      { title: "r diagonal", metric: "diagonal" },
    ],
    [],
  );
}

export function differential(records: HybridRecords): PaperTable {
  const least = ({ values }: PicturesRecord): string => {
    const all = values.npcrLeast.filter((value) => value !== null);
    return all.length === 0 ? "" : (100 * Math.min(...all)).toFixed(3);
  };
  return pictureTable(
    records,
    {
      id: "hybrid-differential",
      caption: `One sample changed by one at each corner under a fixed key and nonce, and the native key moved by one step: ${interval}. An ideal cipher of 8 bits has NPCR 99.6094% and UACI 33.4635%; one that is meant to have a nonce for every image need not have either.`,
    },
    [
      { title: "NPCR", unit: "%", metric: "npcr", times: 100 },
      { title: "UACI", unit: "%", metric: "uaci", times: 100 },
      { title: "NPCR of a key step", unit: "%", metric: "keyNpcr", times: 100 },
    ],
    [{ title: "least NPCR (%)", of: least }],
  );
}

/** Section 6.3: times, as ratios within rounds. */
export function times(records: HybridRecords): PaperTable {
  const found = records.times;
  const of = (id: string) => found?.ciphers.find((timed) => timed.id === id);
  const aes = of("aes-256-ctr");
  const openssl = of(opensslId);
  const ratio = (own: readonly number[], other: readonly number[] | undefined): PaperCell =>
    other === undefined ? undefined : quartiles(own.map((value, i) => value / other[i]!));
  return {
    id: "hybrid-times",
    caption: `Processor time of one image of ${found?.width ?? 0} × ${found?.height ?? 0} × ${found?.channels ?? 0} bytes on one thread, key set-up included; median (quartiles) of ${found?.rounds ?? 0} rounds in which every cipher had its turn, on a machine that did other things as well: the ratios within rounds are what can be compared. AES software: aes-256-ctr in JavaScript; OpenSSL: AES-256-GCM with the processor's instructions. hybrid runs in WebAssembly, cnn-only and hybrid-first by their readable reference.`,
    columns: [
      { title: "Cipher" },
      { title: "Encryption", unit: "ms", estimates: true },
      { title: "Decryption", unit: "ms", estimates: true },
      { title: "× AES software", estimates: true },
      { title: "× AES OpenSSL", estimates: true },
    ],
    rows: (found?.ciphers ?? []).map(({ id, encrypt, decrypt }) => [
      id,
      quartiles(encrypt.map((seconds) => 1000 * seconds)),
      quartiles(decrypt.map((seconds) => 1000 * seconds)),
      ratio(encrypt, aes?.encrypt),
      ratio(encrypt, openssl?.encrypt),
    ]),
  };
}

const cell = (layers: number, bits: number | "all"): string =>
  `LSTM layers: ${layers}, key bits: ${bits}`;

/** Section 6.4 as a two-way table: key size down, LSTM layers across. */
function twoWay(
  records: HybridRecords,
  about: Pick<PaperTable, "id" | "caption">,
  of: (record: NonNullable<ReturnType<HybridRecords["ablation"]>>) => PaperCell,
  estimates: boolean,
): PaperTable {
  return {
    ...about,
    columns: [
      { title: "Key bits of each state" },
      ...lstmLayers.map((layers) => ({
        title: layers === 0 ? "no LSTM" : `${layers} LSTM ${layers === 1 ? "layer" : "layers"}`,
        ...(estimates && { estimates: true as const }),
      })),
    ],
    rows: keySizes
      .filter((bits) => lstmLayers.some((layers) => records.ablation(cell(layers, bits))))
      .map((bits): readonly PaperCell[] => {
        const cells = lstmLayers.map((layers): PaperCell => {
          const record = records.ablation(cell(layers, bits));
          return record === undefined ? undefined : of(record);
        });
        return cells.toSpliced(0, 0, String(bits));
      }),
  };
}

function twoWayTables(records: HybridRecords): readonly PaperTable[] {
  const over = "drawn gray scenes of 64 × 64, each under a key of its own";
  return [
    twoWay(
      records,
      {
        id: "hybrid-ablation-npcr",
        caption: `NPCR in % of one changed sample by key size and LSTM layers: mean ± 95% interval over ${over}.`,
      },
      ({ npcr }) => estimateOf(npcr, 100),
      true,
    ),
    twoWay(
      records,
      {
        id: "hybrid-ablation-entropy",
        caption: `Standard normal score of the entropy: mean ± 95% interval over ${over}.`,
      },
      ({ entropyZ }) => estimateOf(entropyZ),
      true,
    ),
    twoWay(
      records,
      {
        id: "hybrid-ablation-key",
        caption:
          "Of the native key's bits that were flipped, those that changed the cipher image as an unrelated key does: bits that the key does not fill are ignored.",
      },
      ({ keyBitsFelt, keyBitsFlipped }) => `${keyBitsFelt} of ${keyBitsFlipped}`,
      false,
    ),
    twoWay(
      records,
      {
        id: "hybrid-ablation-exact",
        caption: "Pictures that came back exactly.",
      },
      ({ exact, n }) => `${exact} of ${n}`,
      false,
    ),
    twoWay(
      records,
      {
        id: "hybrid-ablation-time",
        caption: `Processor time to encrypt and decrypt one of these pictures by the reference, in ms: median (quartiles) over ${over}.`,
      },
      ({ seconds }) =>
        quartiles(seconds.flatMap((value) => (value === null ? [] : [1000 * value]))),
      true,
    ),
  ];
}

/** One thing at a time. */
function oneWay(records: HybridRecords): PaperTable {
  const cells = ablations(false).filter(
    ({ name }) => !name.startsWith("LSTM layers") || name === cell(1, "all"),
  );
  return {
    id: "hybrid-ablation",
    caption:
      "One thing changed at a time, beside the default (1 LSTM layer of 32 units, 1 CNN layer of 8 channels, no residual block, 2 half-rounds): mean ± 95% interval over pictures, time as median (quartiles).",
    columns: [
      { title: "Changed" },
      { title: "z of entropy", estimates: true },
      { title: "NPCR", unit: "%", estimates: true },
      { title: "Time", unit: "ms", estimates: true },
      { title: "exact" },
      { title: "key bits felt" },
    ],
    rows: cells.flatMap(({ name }): readonly (readonly PaperCell[])[] => {
      const record = records.ablation(name);
      if (record === undefined) return [];
      const { entropyZ, npcr, seconds, exact, n, keyBitsFelt, keyBitsFlipped } = record;
      return [
        [
          name === cell(1, "all") ? "nothing" : name,
          estimateOf(entropyZ),
          estimateOf(npcr, 100),
          quartiles(seconds.flatMap((value) => (value === null ? [] : [1000 * value]))),
          `${exact} of ${n}`,
          `${keyBitsFelt} of ${keyBitsFlipped}`,
        ],
      ];
    }),
  };
}

/** Section 6.5: the attacker network. */
function networks(records: HybridRecords): PaperTable {
  const pairs = [...networkPairs, mostPairs.pairs];
  const settings = ["as-used", "nonce-reused"];
  return {
    id: "hybrid-network",
    caption:
      "The attacker network: part of the squared error of unseen images that it saves beside the same network trained on shuffled pairs, in % with a 99% interval (bootstrap over 100 images of 16 bytes), by the number of known pairs under one key. As used: a nonce for every image; nonce reused: one for all, which no container does.",
    columns: [
      { title: "Cipher" },
      { title: "Setting" },
      ...pairs.map((count) => ({ title: `${count} pairs`, estimates: true as const })),
    ],
    rows: networkRows.flatMap((id) =>
      settings.flatMap((setting): readonly (readonly PaperCell[])[] => {
        const found = pairs.map((count) => records.network(id, setting, count));
        if (found.every((record) => record === undefined)) return [];
        return [
          [
            id,
            setting === "as-used" ? "as used" : "nonce reused",
            ...found.map((record): PaperCell => {
              if (record === undefined) return undefined;
              const [value, low, high] = record.gain;
              return { value: 100 * value, low: 100 * low, high: 100 * high, n: 100 };
            }),
          ],
        ];
      }),
    ),
  };
}

const secondsAYear = 365.25 * 86_400;
/** What native keys are derived from in a container. */
const contentKeyBits = 256;
/** Parity bits of DES do not count, and a meeting in the middle saves a third of 3DES. */
const countingBits: ReadonlyMap<string, number> = new Map([
  ["des", 56],
  ["3des", 112],
]);

/** Years to try half of the keys, as a power of ten where it is no number that anybody reads. */
export function yearsText(bits: number, rate: number): string {
  const decimal = (bits - 1) * Math.log10(2) - Math.log10(rate * secondsAYear);
  if (decimal < -2) return `${(10 ** decimal * secondsAYear).toPrecision(2)} s`;
  return decimal < 4 ? (10 ** decimal).toPrecision(2) : `10^${Math.round(decimal)}`;
}

/** Objective 5: brute force. */
function searches(records: HybridRecords): PaperTable {
  return {
    id: "hybrid-brute-force",
    caption:
      "Brute force: keys tried a second on one core with 64 known bytes (median and quartiles of ten parts of the time), and years to try half of the native keys, or of the 2^256 content keys where these are fewer. At 10^12 keys a second the last column.",
    columns: [
      { title: "Cipher" },
      { title: "Native key (bits)" },
      { title: "Keys a second", estimates: true },
      { title: "Years" },
      { title: "Years at 10^12/s" },
      { title: "Tried" },
    ],
    rows: hybridRows(false).flatMap(({ id }): readonly (readonly PaperCell[])[] => {
      const record = records.search(id);
      if (record === undefined) return [];
      const { bits, tried, rates } = record;
      const rate = median(rates);
      const searched = Math.min(countingBits.get(id) ?? bits, contentKeyBits);
      return [
        [
          id,
          countingBits.has(id) ? `${bits}, of which ${searched} count` : String(bits),
          quartiles(rates),
          yearsText(searched, rate),
          yearsText(searched, 1e12),
          String(tried),
        ],
      ];
    }),
  };
}

const noiseNames: Readonly<Record<string, string>> = {
  "salt-and-pepper": "salt and pepper",
};

/** Objective 5: noise and occlusion. */
function noise(records: HybridRecords): PaperTable {
  return {
    id: "hybrid-noise",
    caption:
      "Noise and occlusion of cipher images: PSNR in dB of what is decrypted unverified, of the mean squared error and its 95% interval over pictures of 64 × 64. Containers refuse every such image.",
    columns: [
      { title: "Cipher" },
      ...disturbances.map(({ id }) => ({
        title: noiseNames[id] ?? id.replaceAll("-", " "),
        estimates: true as const,
      })),
      { title: "n" },
    ],
    rows: hybridRows(false).flatMap(({ id }): readonly (readonly PaperCell[])[] => {
      const record = records.noise(id);
      if (record === undefined) return [];
      if (record.refuses)
        return [[id, "refuses damaged images", ...disturbances.slice(1).map(() => undefined), ""]];
      return [
        [
          id,
          ...record.results.map(({ error }) => peakDecibels(estimateOf(error)!)),
          String(record.pictures),
        ],
      ];
    }),
  };
}

/** Objective 6: the same cipher in C99, compiled for small processors and counted. */
function embedded(records: HybridRecords): PaperTable {
  const found = records.embedded;
  return {
    id: "hybrid-embedded",
    caption: `The cipher in C99 (examples/c) on processors without SIMD: the same bytes as the library's, instructions counted in an emulator (${found?.emulator ?? "–"}; ${found?.compiler ?? "–"}, -O2). Stack: at the most, beside the picture, which is encrypted in place; weights ${found?.weights ?? 0} and native key ${found?.key ?? 0} bytes. Pictures a second: at 100 million instructions a second; a real processor takes more than a cycle for some.`,
    columns: [
      { title: "Processor" },
      { title: "Picture" },
      { title: "Encryption (instructions)" },
      { title: "Decryption (instructions)" },
      { title: "a byte" },
      { title: "Pictures a second" },
      { title: "Code (bytes)" },
      { title: "Stack (bytes)" },
    ],
    rows: (found?.counts ?? []).map(({ processor, side, encrypt, decrypt, stack, code }) => [
      processor,
      `${side} × ${side} gray`,
      String(encrypt),
      String(decrypt),
      (encrypt / side ** 2).toFixed(0),
      (1e8 / encrypt).toFixed(0),
      String(code),
      String(stack),
    ]),
  };
}

/** Every table but that of the claims, section by section. */
export function hybridTables(records: HybridRecords): readonly {
  readonly title: string;
  readonly tables: readonly PaperTable[];
}[] {
  return [
    {
      title: "6.1 Reconstruction",
      tables: [reconstruction(records), wrongKeys(records)],
    },
    {
      title: "6.2 Security metrics",
      tables: [histograms(records), correlations(records), differential(records)],
    },
    { title: "6.3 Performance", tables: [times(records)] },
    {
      title: "6.4 Ablation",
      tables: [...twoWayTables(records), oneWay(records), ...trainedTables(records)],
    },
    { title: "6.5 Attacker network", tables: [networks(records)] },
    {
      title: "Objectives 5 and 6",
      tables: [searches(records), noise(records), embedded(records)],
    },
  ];
}
