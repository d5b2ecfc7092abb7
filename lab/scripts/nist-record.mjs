// `npm run nist:record`: NIST SP 800-22 and the difference distinguisher on the recorded sources; the
// tables replace everything below the marker in docs/nist.md. Takes about ten minutes.
import { readFileSync, writeFileSync } from "node:fs";
import { bitSequences, nistSuite } from "../dist/nist/index.js";
import { differenceDistinguisher } from "../dist/statistics/index.js";
import { nistSources, nistTables } from "../dist/studies/nist-record.js";

const page = new URL("../../docs/nist.md", import.meta.url);
const marker = "<!-- npm run nist:record writes what follows -->\n";
const [text, tables] = readFileSync(page, "utf8").split(marker);
if (tables === undefined) throw new Error(`docs/nist.md expected to have the line ${marker}`);

const sequenceBytes = 125_000;
const strides = [1, 2, 3, 4, 5, 6, 7, 8];
const records = [];
for (const source of nistSources) {
  console.log(source.title);
  const bytes = await collect(source.source(source.sequences * sequenceBytes));
  const start = process.cpuUsage();
  const assessment = await nistSuite(bitSequences([bytes]));
  const { user, system } = process.cpuUsage(start);
  records.push({
    source,
    assessment,
    differences: differenceDistinguisher(bytes, { strides }),
    seconds: (user + system) / 1e6 / source.sequences,
  });
}
writeFileSync(page, `${text}${marker}\n${nistTables(records)}`);

async function collect(source) {
  const parts = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
