import { Command } from "commander";
import type { Study } from "@neuroveil/lab/studies";
import { NeuroveilError } from "neuroveil/errors";
import {
  loadOwnCipher,
  ownSource,
  takesOwnCipher,
  type OwnCipherOptions,
} from "../own/own-cipher.ts";
import type { ProducerFlags } from "../queue/producing.ts";
import { addProducerOptions } from "../queue/queue-options.ts";
import { ownStays } from "../queue/own-stays.ts";
import { needs } from "../registry/optional-packages.ts";
import type { StudyWorkers } from "../studies/study-workers.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";

interface StudyOptions extends OwnCipherOptions, ProducerFlags {
  readonly report?: string;
  readonly quick?: true;
  readonly json?: true;
}

/** `study`: the questions whose answers stand in the documents. */
export function study(): Command {
  const command = new Command("study")
    .description("Answer a question about all ciphers with figures, as the documents do.")
    .argument("[id]", "a study (without: list them)")
    .argument("[inputs...]", "data sets and folders that it reads")
    .option("--report <dir>", "write its figures into its page in this folder, such as docs");
  return addProducerOptions(takesOwnCipher(command, "examine"))
    .option("--quick", "less of everything: shows that it works, and nothing about ciphers")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Without --report the figures are printed, as Markdown. With it they replace what
stands between <!-- ID --> and <!-- end of ID --> in the study's page, or make a
page where there is none. The page tells what the figures mean.

families works on all cores and keeps each part in DIR/studies/families.jsonl as
it comes: started again after whatever stopped it, the same call does only what
is missing. Without anything missing it writes the page again, in seconds. With
--queue its parts are done by workers on other machines (\`neuroveil worker
--laboratory\`, docs/cluster.md).

Examples:
  $ neuroveil study
  $ neuroveil study robustness --quick
  $ neuroveil study families generated photos/ --report docs
  $ neuroveil study own --command 'python3 cipher.py'
  $ neuroveil study residual photos/ --report docs`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run(
  id: string | undefined,
  inputs: readonly string[],
  options: StudyOptions,
): Promise<void> {
  const { report, quick, json } = options;
  const { allStudies, studyById } = await import("../studies/studies.ts");
  if (id === undefined) {
    await list(await allStudies(), json);
    return;
  }
  const chosen = await studyById(id);
  const own = ownSource(options);
  if (own !== undefined && options.queue !== undefined) throw ownStays();
  if ((own !== undefined) !== (chosen.takesOwn === true))
    throw new NeuroveilError("usage", {
      expected: `${chosen.takesOwn === true ? "--module or --command" : "neither --module nor --command"} for the study ${id}`,
      got: own === undefined ? "neither" : "one",
      todo: "`neuroveil study own` is the one about a cipher of one's own",
    });
  const { StudyPage } = await import("../studies/study-page.ts");
  // Before the work, which may take hours: whether what it finds has a place.
  const page = report === undefined ? undefined : await StudyPage.open(report, chosen, inputs);
  const workers = await workersFor(chosen, options);
  const progress = startProgress(`study ${id}`, json !== true);
  const started = performance.now();
  let findings: Awaited<ReturnType<Study["run"]>>;
  try {
    const onProgress = (done: number, what: string): void => progress.update(done, what);
    findings = await chosen.run({
      quick: quick === true,
      inputs,
      folder: report,
      workers,
      own: own === undefined ? undefined : await loadOwnCipher(own),
      onProgress,
    });
  } finally {
    progress.stop();
    await workers?.close();
  }
  const seconds = (performance.now() - started) / 1000;
  const section = quick
    ? `A quick run: too little to conclude from.\n\n${findings.section}`
    : findings.section;
  const written = await page?.write({ ...findings, section });
  const faults = findings.faults ?? [];
  if (faults.length > 0) process.exitCode = 1;
  if (json === true) {
    const { tablesOf } = await import("@neuroveil/lab/studies");
    const { question } = chosen;
    printJson({
      study: id,
      question,
      quick: quick === true,
      seconds,
      tables: tablesOf(section),
      faults,
    });
    return;
  }
  print(written === undefined ? section.trimEnd() : `Written: ${written}`);
  for (const fault of faults) say(fault);
}

async function workersFor(chosen: Study, options: StudyOptions): Promise<StudyWorkers | undefined> {
  if (options.queue === undefined) {
    const { startWorkers } = await import("../studies/study-workers.ts");
    return startWorkers(chosen);
  }
  const { QueuedWork } = await import("../measuring/queued-work.ts");
  QueuedWork.requireDivided(chosen);
  return (await QueuedWork.open(options)).studyWorkers(chosen);
}

async function list(studies: readonly Study[], json: true | undefined): Promise<void> {
  if (json === true) {
    printJson({ studies: studies.map(({ id, question, inputs }) => ({ id, question, inputs })) });
    return;
  }
  for (const { id, question, inputs } of studies)
    print(`${id}\n  ${question}${inputs === undefined ? "" : `\n  reads ${inputs}`}`);
}
