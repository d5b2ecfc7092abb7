/** What a metric of an analysis says, for people. */
export interface MetricNote {
  readonly id: string;
  readonly meaning: string;
}

/** A group of metrics that look at the same thing. */
export interface MetricGroup {
  readonly title: string;
  readonly notes: readonly MetricNote[];
}

/** Every metric of `analyzeCipher`, in the order of its results; docs/analyze.md has more of each. */
export const metricGroups: readonly MetricGroup[] = [
  {
    title: "The cipher image alone",
    notes: [
      {
        id: "entropy",
        meaning: "Bits of information a symbol; a little below 8 in any finite image.",
      },
      { id: "local-entropy", meaning: "Mean entropy of 30 blocks of 1,936 samples." },
      { id: "chi-square", meaning: "How uneven the histogram is: too even is suspicious as well." },
      { id: "uniform-deviation", meaning: "Distance of the histogram from an even one." },
      {
        id: "correlation-horizontal",
        meaning: "Likeness of every sample to its right neighbour, over all pairs.",
      },
      { id: "correlation-vertical", meaning: "The same to the neighbour below." },
      { id: "correlation-diagonal", meaning: "The same to the neighbour below at the right." },
      { id: "glcm-contrast", meaning: "Texture of 8 gray levels: mean squared step to the right." },
      { id: "glcm-energy", meaning: "Texture: how unevenly pairs of levels occur." },
      { id: "glcm-homogeneity", meaning: "Texture: how often neighbours have near levels." },
      {
        id: "glcm-inverse-difference-moment",
        meaning: "The same with squared steps, which some call homogeneity.",
      },
      { id: "glcm-correlation", meaning: "Texture: correlation of the levels of neighbours." },
    ],
  },
  {
    title: "The cipher image beside the plain image",
    notes: [
      {
        id: "maximum-deviation",
        meaning: "Area between both histograms; depends on the plain image above all.",
      },
      {
        id: "irregular-deviation",
        meaning: "How uneven the histogram of the differences is; depends on the plain image.",
      },
      { id: "mse", meaning: "Mean squared difference of the samples." },
      { id: "mae", meaning: "Mean absolute difference of the samples." },
      { id: "ssim-global", meaning: "Structural similarity with the whole image as one window." },
    ],
  },
  {
    title: "One sample changed by one",
    notes: [
      {
        id: "npcr-min",
        meaning:
          "Smallest share of samples that change, over all places, at a fixed key and nonce.",
      },
      {
        id: "npcr-max",
        meaning: "The largest share: samples that never meet are no chance either.",
      },
      { id: "uaci-min", meaning: "Smallest mean change, as a share of the largest sample." },
      { id: "uaci-max", meaning: "The largest mean change." },
      { id: "avalanche-min", meaning: "Smallest share of bits that change." },
      { id: "avalanche-max", meaning: "The largest share of bits that change." },
      { id: "npcr-scores", meaning: "Whether the shares vary between places as chance would." },
      { id: "uaci-scores", meaning: "Whether the mean changes vary as chance would." },
      {
        id: "npcr-min-as-used",
        meaning: "Smallest share of samples that change when every image has its own nonce.",
      },
    ],
  },
  {
    title: "One bit of the native key flipped",
    notes: [
      { id: "key-sensitivity-npcr", meaning: "Smallest share of samples that change." },
      {
        id: "key-sensitivity-psnr",
        meaning:
          "What wrong keys decrypt, beside the plain image; only where no key vector refuses.",
      },
      {
        id: "key-sensitivity-correlation",
        meaning: "Correlation of what wrong keys decrypt with the plain image; likewise.",
      },
    ],
  },
  {
    title: "Measured and not judged",
    notes: [
      {
        id: "local-entropy-circulating",
        meaning:
          "Local entropy beside the interval that most papers print, which an ideal image meets only 28 times in 100.",
      },
      { id: "psnr", meaning: "The mean squared error in decibels: the same test as mse." },
      {
        id: "ssim",
        meaning: "Structural similarity in windows of 11 by 11; no known distribution.",
      },
      { id: "key-sensitivity-refusals", meaning: "Wrong keys that the key vector gives away." },
      {
        id: "unverified-psnr",
        meaning:
          "The most that refused keys would decrypt if nobody looked at the key vector; infinite where a part of the key serves the key vector alone.",
      },
      { id: "encryption-seconds", meaning: "Median time of an encryption on this machine." },
    ],
  },
];
