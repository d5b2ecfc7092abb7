/** A public file that results can be repeated with. */
export interface KnownFile {
  /** Base name, without ".gz". */
  readonly file: string;
  /** Where to get it. */
  readonly url: string;
  /** Terms as its makers state them, or that they state none. */
  readonly licence: string;
  /** In hex. Of the unpacked content for a file that comes as gzip: packing adds a time stamp. */
  readonly sha256: string;
}

const mnistTerms = "commonly given as CC BY-SA 3.0; its makers state none";
const cifarTerms = "no formal licence; free for research with citation (Krizhevsky 2009)";
const kodakTerms = "released by the Eastman Kodak Company for unrestricted usage";

/** The two data sets and the photographs that this laboratory's recorded runs use. */
export const knownFiles: readonly KnownFile[] = [
  ...(
    [
      [
        "train-images-idx3-ubyte",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      ],
      [
        "train-labels-idx1-ubyte",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      ],
      [
        "t10k-images-idx3-ubyte",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      ],
      [
        "t10k-labels-idx1-ubyte",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      ],
    ] as const
  ).map(([file, sha256]) => ({
    file,
    url: `https://storage.googleapis.com/cvdf-datasets/mnist/${file}.gz`,
    licence: mnistTerms,
    sha256,
  })),
  ...(
    [
      ["data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"],
      ["data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"],
      ["data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"],
      ["data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"],
      ["data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"],
      ["test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"],
    ] as const
  ).map(([file, sha256]) => ({
    file,
    url: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
    licence: cifarTerms,
    sha256,
  })),
  ...(
    [
      ["kodim01.png", "a56e27cbf5f843c048b6af1d6e090760e9c92fadba88b7dee0205918a37523bd"],
      ["kodim03.png", "e25ca1ff2f0c0cb5fdfd5f9b0a0bb21ac4c3de3c84a67f35b09a85d3306249db"],
      ["kodim05.png", "10349e963c5c813d327852f82c1795fa4148d69fedffc4c589bee458e3ac3d53"],
      ["kodim08.png", "ba23983c76b4832ee0e8af0592664756841a16779acd69f792e268fb6d13d6e7"],
      ["kodim13.png", "bc34a3ce58dea09dce1704c997171602de90cb34d0c8503a988b77f473d39b08"],
      ["kodim15.png", "7538cbb80cb9103606c48b806eae57d56c885c7f90b9b3be70a41160f9cbb683"],
      ["kodim19.png", "b7450b264b1b0a411390d8931b112c27905a992520fc90569dc4b920aa32bbdc"],
      ["kodim22.png", "1cee58eb1f2d9c7ebb254d208a03c783ce6cf2c4d8c2cf45e235dd23b4ce1b29"],
    ] as const
  ).map(([file, sha256]) => ({
    file,
    url: `https://r0k.us/graphics/kodak/kodak/${file}`,
    licence: kodakTerms,
    sha256,
  })),
];
