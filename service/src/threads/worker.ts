import { move, transferableSymbol, valueSymbol, workerData } from "piscina";
import { decrypt as open, encrypt as seal, NeuroveilError } from "neuroveil";
import { isContainer, readHeader } from "neuroveil/container";
import { describeCipherImage, describePlainImage } from "@neuroveil/jobs/inspection";
import { formatOf } from "neuroveil/image";
import { sizeText } from "neuroveil/errors";
import { failureOf, traceOf } from "../errors/failure.ts";
import type {
  Decrypted,
  Encrypted,
  AnalyzeJob,
  DecryptJob,
  EncryptJob,
  Ended,
  Job,
  WorkerData,
} from "./jobs.ts";

// A worker thread's entry points, one for every operation: a whole file each, its tiles on this thread.

const { identities, sampleBytes: mostSampleBytes } = workerData as WorkerData;
/** Metrics take a multiple of an image's memory. */
const mostAnalysed = mostSampleBytes / 8;

export function encrypt(job: EncryptJob): Promise<unknown> {
  return ended(job, async (signal): Promise<Encrypted> => {
    const { bytes, options, passphrase, second } = job;
    const notes: string[] = [];
    const chosen = { payload: "pixels" };
    const veiled = await seal(bytes, {
      ...options,
      passphrase,
      second,
      maxBytes: mostSampleBytes,
      signal,
      threads: 1,
      onChosen: ({ payload }) => void (chosen.payload = payload),
      onWarning: (warning) => notes.push(warning),
    });
    return { bytes: own(veiled), payload: chosen.payload, notes };
  });
}

export function decrypt(job: DecryptJob): Promise<unknown> {
  return ended(job, async (signal): Promise<Decrypted> => {
    const { bytes, options } = job;
    const { width, height, channels, bytesPerSample } = readHeader(bytes);
    refuseLarge(width * height * channels * bytesPerSample);
    const opened = await open(bytes, { identities, signal, threads: 1, as: options.as });
    const { payload, cipher, protection, second, regions = [] } = opened;
    if (regions.some((region) => !region.opened)) {
      throw new NeuroveilError("key", {
        expected: "a cipher image that this service can read as a whole",
        got: "one of which it has the keys of some regions",
        todo: "use the command line",
      });
    }
    const wanted = options.image === "second" ? second : opened;
    if (wanted === undefined) {
      throw new NeuroveilError("usage", {
        expected: "a cipher image of two images for the second",
        got: "one of a single image",
        todo: "leave the option out",
      });
    }
    const { name, modified } = wanted;
    const images = second === undefined ? 1 : 2;
    const format = payload === "pixels" ? formatOf(wanted.bytes)?.id : undefined;
    return {
      bytes: own(wanted.bytes),
      format,
      name,
      modified,
      payload,
      cipher,
      protection,
      images,
    };
  });
}

export function inspect(job: Job): Promise<unknown> {
  return ended(job, async (signal): Promise<object> => {
    if (isContainer(job.bytes)) return describeCipherImage(job.bytes).json;
    return (await describePlainImage(job.bytes, { maxBytes: mostSampleBytes, signal })).json;
  });
}

export function analyze(job: AnalyzeJob): Promise<unknown> {
  return ended(job, async (signal): Promise<object> => {
    const { analyzeImage } = await import("./analyze-image.ts");
    return analyzeImage(job.bytes, job.options, { maxBytes: mostAnalysed, signal });
  });
}

function refuseLarge(bytes: number): void {
  if (bytes <= mostSampleBytes) return;
  throw new NeuroveilError("limit", {
    expected: `an image of at most ${sizeText(mostSampleBytes)} of samples`,
    got: sizeText(bytes),
    todo: "use the command line, or have the limit raised",
  });
}

/** Bytes in memory of their own, which can be handed over. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length;
  return whole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** The end of a job as it crosses the worker's border: bytes are moved, not copied. */
async function ended<T extends object>(
  { stop }: Job,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<unknown> {
  const controller = new AbortController();
  stop.once("message", () => controller.abort());
  try {
    return handedOver({ value: await work(controller.signal) });
  } catch (error) {
    const failure = failureOf(error);
    return failure.code === "internal" ? { failure, trace: traceOf(error) } : { failure };
  } finally {
    stop.close();
  }
}

function handedOver<T extends object>(outcome: Ended<T> & { readonly value: T }): unknown {
  const { value } = outcome;
  if (!("bytes" in value && value.bytes instanceof Uint8Array)) return outcome;
  return move({ [transferableSymbol]: [value.bytes.buffer], [valueSymbol]: outcome });
}
