// Prints how fast jobs go through the queue, and whether memory stays as it is. Wants redis-server on the
// PATH and a machine that does nothing else.
//
//     npm run queue:measure -- --jobs 100000 --rounds 1
//
// With --jobs: so many small pictures (32 × 32) through the pool of one machine and through the queue with
// two workers, and as many empty jobs through plain BullMQ. With --pictures: so many of
// 1024 × 1024, by one worker and by two, and by one call and two without a queue, in turns: two processors
// are seldom twice one. 0 leaves a part out. With --record the figures are put
// into docs/cluster.md. Exit code 1 when memory grows by 40 MB or more.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Queue, Worker } from "bullmq";
import { encodeImage } from "neuroveil/image";
import { MeasuredCluster } from "./measured-cluster.mjs";

const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: "2000" },
    pictures: { type: "string", default: "60" },
    rounds: { type: "string", default: "3" },
    record: { type: "boolean", default: false },
  },
});
const [jobs, pictures, rounds] = ["jobs", "pictures", "rounds"].map((name) => Number(values[name]));
const page = new URL("../../docs/cluster.md", import.meta.url);

/** Memory is flat when the least of the last three looks is less than this above that of the first three, MB. */
const mostGrowth = 40;

/** @returns a PNG: shades with noise, which is about as large as a photograph's */
async function picture(seed, side) {
  let state = seed + 1;
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((at / (3 * side)) * (seed % 7) + (state >>> 28)) & 0xff;
  });
  const kind = { channels: 3, bits: 8, colour: "rgb", metadata: {} };
  return (await encodeImage({ width: side, height: side, data, ...kind })).bytes;
}

/** How much more memory each process has at the end than at the beginning; none where it went too fast. */
function growth(looks) {
  if (looks.length < 6) return [];
  const least = (few) => few[0].map((_, i) => Math.min(...few.map((each) => each[i])));
  const [early, late] = [least(looks.slice(0, 3)), least(looks.slice(-3))];
  return late.map((mb, i) => mb - early[i]);
}

/** Empty jobs through BullMQ alone, a hundred at once. @returns jobs a second */
async function plainRate({ connection }) {
  const queue = new Queue("plain", { connection });
  let ended = 0;
  let allEnded;
  const all = new Promise((resolve) => (allEnded = resolve));
  const begun = performance.now();
  const work = async () => {
    if (++ended === jobs) allEnded();
  };
  const options = { connection, concurrency: 2, removeOnComplete: { count: 1000 } };
  const worker = new Worker("plain", work, options);
  for (let i = 0; i < jobs; i += 100) {
    const length = Math.min(100, jobs - i);
    await queue.addBulk(Array.from({ length }, () => ({ name: "job", data: {} })));
  }
  await all;
  const rate = jobs / ((performance.now() - begun) / 1000);
  await worker.close();
  await queue.close();
  return rate;
}

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const ways = [
  ["plain BullMQ, empty jobs", async (cluster) => ({ rate: await plainRate(cluster), looks: [] })],
  ["pool of one machine", (cluster) => cluster.encrypt("small", 0)],
  ["queue, two workers", (cluster) => cluster.encrypt("small", 2)],
];

/** Memory of the call and its workers, early and late. */
function memoryOf({ looks }) {
  const some = [looks[1], looks.at(-1)].filter(Boolean);
  return some.map((each) => each.join(" + ")).join(" → ");
}

async function measureSmall(cluster) {
  // The same under other names are other jobs.
  const small = await Promise.all(Array.from({ length: 500 }, (_, i) => picture(i, 32)));
  await cluster.fill("small", jobs, (i) => small[i % small.length]);
  const seen = new Map(ways.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, way] of ways) {
      const run = await way(cluster);
      seen.get(name).push(run);
      // It may take an hour until all is known.
      console.error(name, run.rate.toFixed(0), "jobs a second;", memoryOf(run) || "no", "MB");
    }
  const rows = ways.map(([name]) => {
    const runs = seen.get(name);
    const grown = runs.flatMap(({ looks: each }) => growth(each));
    if (grown.some((mb) => !(mb < mostGrowth))) process.exitCode = 1;
    return [name, median(runs.map(({ rate }) => rate)).toFixed(0), memoryOf(runs.at(-1)) || "–"];
  });
  return [
    `${jobs} pictures of 32 × 32, ${rounds} ${rounds === 1 ? "round" : "rounds"} in turns; memory of the call + its workers.`,
    "",
    "| | jobs a second | memory at a fifth → at nine tenths, MB |",
    "|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ];
}

const gains = (pairs) => pairs.map(([one, two]) => (two / one).toFixed(2)).join(", ");

async function measureWorkers(cluster) {
  await cluster.fill("middle", pictures, (i) => picture(i, 1024));
  const [queued, apart] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const pair = [
      (await cluster.encrypt("middle", 1)).rate,
      (await cluster.encrypt("middle", 2)).rate,
    ];
    queued.push(pair);
    // What this machine's processors give when nothing is shared: the ceiling.
    apart.push([await cluster.encryptApart("middle", 1), await cluster.encryptApart("middle", 2)]);
    console.error(
      `round ${round + 1}:`,
      gains([pair]),
      "by workers,",
      gains(apart.slice(-1)),
      "by calls",
    );
  }
  const row = (name, pairs) => {
    const [one, two] = [0, 1].map((at) => median(pairs.map((pair) => pair[at])).toFixed(1));
    const middle = median(pairs.map(([a, b]) => b / a)).toFixed(2);
    return `| ${name} | ${one} | ${two} | ${gains(pairs)} | **${middle}** |`;
  };
  return [
    `${pictures} pictures of 1024 × 1024, ${rounds} rounds in turns, pictures a second.`,
    "",
    "| | one | two | two over one, by rounds | median |",
    "|---|---|---|---|---|",
    row("workers of a queue", queued),
    row("calls without a queue, half of the pictures each", apart),
  ];
}

/** What was measured on, which load of others included. */
function where(loadBefore) {
  const load = loadBefore.map((value) => value.toFixed(1)).join(", ");
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${cpus().length} × ${cpus()[0].model}, Node ${process.version}; load before it began: ${load}.`;
}

const parts = { small: [jobs, measureSmall], workers: [pictures, measureWorkers] };
const cluster = await MeasuredCluster.start();
try {
  for (const [name, [count, measure]] of Object.entries(parts)) {
    if (count === 0) continue;
    const loadBefore = loadavg();
    const lines = await measure(cluster);
    lines.push("", where(loadBefore));
    const text = lines.join("\n");
    console.log(`${text}\n`);
    if (!values.record) continue;
    const before = readFileSync(page, "utf8");
    const marked = new RegExp(`(<!-- ${name} -->\n\n)[^]*?(\n\n<!-- end of ${name} -->)`);
    if (!marked.test(before)) throw new Error(`docs/cluster.md has no marks around "${name}"`);
    writeFileSync(
      page,
      before.replace(marked, (_, begin, end) => begin + text + end),
    );
  }
} finally {
  cluster.stop();
}
