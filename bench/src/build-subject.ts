/** A process that times the rows of one build of the library: `LIBRARY PHOTO`. Answers one question after another. */
import { pathToFileURL } from "node:url";
import { doorOf } from "./against/library.ts";
import { rowsOf, type Laps, type Loaded } from "./against/rows.ts";
import type { Answer, Question, Seconds } from "./against/ways.ts";

const [library, photo] = process.argv.slice(2) as [string, string];

/** Before laps that count, so that engines have compiled what runs often. */
const [leastWarmUps, warmUpSeconds] = [2, 0.1];

const door = async (name: "neuroveil" | "neuroveil/ciphers"): Promise<unknown> =>
  await import(pathToFileURL(doorOf(library, name)).href);
const front = (await door("neuroveil")) as Pick<Loaded, "encrypt" | "decrypt">;
const { ciphers } = (await door("neuroveil/ciphers")) as Pick<Loaded, "ciphers">;
const rows = rowsOf({ ciphers, encrypt: front.encrypt, decrypt: front.decrypt }, photo);
let laps: Laps | undefined;
let oneThread = false;

process.on("message", (question: Question) => {
  void answer(question)
    .catch(({ message }: Error): Answer => ({ failure: message }))
    .then((found) => process.send!(found));
});

async function answer(question: Question): Promise<Answer> {
  if (question.ask === "rows") return { rows: rows.map(({ id, bytes }) => ({ id, bytes })) };
  if (question.ask === "open") {
    const row = rows.find(({ id }) => id === question.id)!;
    ({ oneThread } = row);
    laps = await row.open();
    return { result: await warmUp(laps) };
  }
  return { seconds: await lap(laps!) };
}

/** @returns what was encrypted, as {@link Laps.result} says it */
async function warmUp(own: Laps): Promise<string> {
  await own.encrypt();
  const result = own.result();
  await own.decrypt();
  const end = performance.now() + 1000 * warmUpSeconds;
  for (let i = 1; i < leastWarmUps || performance.now() < end; i++) await lap(own);
  return result;
}

async function lap(own: Laps): Promise<Seconds> {
  return {
    encrypt: await timeOf(() => own.encrypt()),
    decrypt: await timeOf(() => own.decrypt()),
  };
}

/** By the clock; of one thread its processor time, which whatever else the machine does leaves alone. */
async function timeOf(work: () => Promise<void>): Promise<number> {
  const processor = process.cpuUsage();
  const start = performance.now();
  await work();
  if (!oneThread) return (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return (user + system) / 1e6;
}
