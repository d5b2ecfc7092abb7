/** What a batch comes to. */
export interface Batch {
  readonly files: number;
  /** Of all files. */
  readonly bytes: number;
}

/** What it is done on. */
export interface Machine {
  readonly cores: number;
  /** Bytes that the system has left for this program. */
  readonly memory: number;
}

/** Less than that, in bytes of files, is done before threads for whole images have started. */
const little = 16_000_000;
/** Bytes that take as long as what every file takes, however small. */
const everyFile = 50_000;
/** On two cores, from so many files on whole images to threads are faster, if they are no larger. */
const [manyFiles, smallFile] = [300, 200_000];
/**
 * Memory that an image takes while it is worked on, in bytes: that of its samples, of the cipher image and
 * of what is between them, of a JPEG that has a tenth of its samples' bytes; files of more than 128 MiB
 * of samples are worked on in parts.
 */
const memoryOf = (fileBytes: number): number => Math.min(40 * fileBytes, 4 * 2 ** 27);

/**
 * How many images of a batch to work on at the same time: 1, with all threads for each, or several, with
 * one thread each. A thread for whole images has to load and warm up all that an image takes, and was
 * measured to use 1.2 to 2.3 times the processor's time (`npm run batch:measure`): on two cores that
 * leaves nothing of what it gains, but for hundreds of small images, which one alone cannot be divided.
 * With more cores decoding, which takes one thread an image, weighs more.
 */
export function imagesAtOnce({ files, bytes }: Batch, { cores, memory }: Machine): number {
  const mean = bytes / files;
  const pays = cores > 2 ? files >= cores : files >= manyFiles && mean <= smallFile;
  if (cores < 2 || !pays || bytes + files * everyFile < little) return 1;
  // Half of it is left to others.
  return Math.max(1, Math.min(cores, Math.floor(memory / 2 / memoryOf(mean))));
}
