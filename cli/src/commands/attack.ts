import { join } from "node:path";
import { printable } from "@neuroveil/files";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Image } from "neuroveil/image";
import type { AttackEngine } from "../attacks/attack-job.ts";
import type { AttackDocument } from "../attacks/attack-document.ts";
import { readInput } from "../files/inputs.ts";
import { ownSource, takesOwnCipher, type OwnCipherOptions } from "../own/own-cipher.ts";
import type { ProducerFlags } from "../queue/producing.ts";
import { addProducerOptions } from "../queue/queue-options.ts";
import { ownStays } from "../queue/own-stays.ts";
import { needs } from "../registry/optional-packages.ts";
import { startProgress } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/streams.ts";

interface AttackCommandOptions extends OwnCipherOptions, ProducerFlags {
  readonly cipher?: string;
  readonly image?: string;
  readonly seconds: number;
  readonly seed: number;
  readonly report?: string;
  readonly json?: true;
  readonly list?: true;
}

/** Longer side of the picture that is attacked: more shows nothing more, and takes longer. */
const side = 128;

/** `attack`: ciphers under attacks that run. */
export function attack(): Command {
  const command = new Command("attack")
    .description("Try to break ciphers, and show what could be read.")
    .argument("[attack]", "one attack (default: all)")
    .option("--cipher <ids>", "ciphers with commas between, or all (default: hybrid)");
  return addProducerOptions(takesOwnCipher(command, "attack"))
    .option("--image <file>", "the picture that is to be recovered (default: a drawn scene)")
    .addOption(
      new Option("--seconds <n>", "processor time for each attack on each cipher, about")
        .argParser(parseWhole(1, 86_400))
        .default(10),
    )
    .addOption(
      new Option("--seed <n>", "what keys and images are drawn from")
        .argParser(parseWhole(0, 2 ** 32 - 1))
        .default(1),
    )
    .option("--report <dir>", "keep findings there, go on with what is there, write a page")
    .option("--list", "list the attacks, and try none")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Every attack works on a cipher in use, through the container and under a key
that it does not see. Settings:

  as-used        protection authenticated, a fresh nonce for every image
  nonce-reused   bare, one nonce for several images, as nobody should
  unverified     bare, by a reader who shows what altered images decrypt to
  laboratory     under native keys, and parts that no cipher image shows

"broken" means that the whole interval of what was recovered lies above what
guessing gives; one ideal cipher in a thousand is called so. Verdicts are on
random images; the picture shows what a person would see of theirs.

With --report DIR findings are kept in DIR/findings.jsonl as they come, so that
the same call goes on after whatever stopped it, and end in DIR/attacks.json and
DIR/index.html. docs/attacks.md tells what each attack does.

With --queue, workers on other machines attack (\`neuroveil worker
--laboratory\`, docs/cluster.md); --module and --command stay here.

Examples:
  $ neuroveil attack
  $ neuroveil attack --list
  $ neuroveil attack tweak-cancellation --image photo.jpg --report broken
  $ neuroveil attack --cipher all --json > attacks.json
  $ neuroveil attack --module my-cipher.mjs
  $ neuroveil attack --command 'python3 cipher.py'`,
    )
    .hook("preAction", needs("@neuroveil/lab"))
    .action(run);
}

async function run(name: string | undefined, options: AttackCommandOptions): Promise<void> {
  const { attackById, attacks } = await import("@neuroveil/lab/attacks");
  const chosen = name === undefined ? attacks : [attackById(name)];
  if (options.list === true) {
    await list(chosen, options);
    return;
  }
  const { attackedCiphers } = await import("../comparison/cipher-source.ts");
  const { seconds, seed, report, json } = options;
  const own = ownSource(options);
  if (own !== undefined && options.queue !== undefined) throw ownStays();
  const named = options.cipher ?? (own === undefined ? "hybrid" : undefined);
  const ciphers = await attackedCiphers(named, own);
  const scene = await readScene(options.image);
  const { AttackFolder } = await import("../attacks/attack-folder.ts");
  const { runAttacks } = await import("../attacks/run-attacks.ts");
  const { version } = await import("../version.ts");
  const folder = report === undefined ? undefined : await AttackFolder.open(report);
  const progress = startProgress("attacking", json !== true);
  const engine = await engineFor(options);
  const request = { attacks: chosen, ciphers, scene, seed, seconds, version: version() };
  let document: AttackDocument;
  try {
    document = await runAttacks(request, engine, folder, (done) => progress.update(done));
  } finally {
    progress.stop();
    await engine.close();
    await folder?.close();
  }
  const { failed, results } = document;
  if (failed.length > 0) process.exitCode = 1;
  if (json) {
    const error = failed[0]?.error;
    printJson({ ...document, ...(error !== undefined && { error }) });
    return;
  }
  const { attackText } = await import("../attacks/attack-text.ts");
  print(attackText(document));
  for (const { attack, cipher, error } of failed) say(`${attack} on ${cipher}: ${error.message}`);
  for (const { attack, cipher, sentence } of results.filter(({ broken }) => broken))
    print(`\n${cipher} falls to ${attack}: ${sentence}.`);
  print("\nTo stand proves little: these are the attacks that we know and can automate.");
  if (report !== undefined) print(`Report: ${printable(join(report, "index.html"))}`);
}

async function engineFor(options: AttackCommandOptions): Promise<AttackEngine> {
  if (options.queue === undefined) {
    const { createAttackEngine } = await import("../attacks/engine.ts");
    return createAttackEngine();
  }
  const { QueuedWork } = await import("../measuring/queued-work.ts");
  return (await QueuedWork.open(options)).attackEngine();
}

type Attacks = typeof import("@neuroveil/lab/attacks").attacks;

async function list(chosen: Attacks, { json }: AttackCommandOptions): Promise<void> {
  if (json) {
    printJson({
      attacks: chosen.map(({ id, question, source, setting, needs, controls }) => ({
        id,
        question,
        source,
        setting,
        needs,
        controls,
      })),
    });
    return;
  }
  for (const { id, question, setting, needs, controls } of chosen) {
    print(
      `${id} (${setting}; ${needs.join(", ")})\n  ${question}\n  control: breaks ${controls.falls}, not ${controls.stands}`,
    );
  }
}

/** The picture in whole bytes of gray or RGB, small enough for hundreds of queries. */
async function readScene(path: string | undefined): Promise<Image> {
  if (path === undefined) {
    const { drawScene } = await import("@neuroveil/lab/datasets");
    return drawScene(7, 64);
  }
  const bytes = await readInput(path);
  const { decodeImage } = await import("neuroveil/image");
  const { unreadableImage } = await import("../analysis/unreadable-image.ts");
  const { averaged } = await import("@neuroveil/lab/report");
  const image = await decodeImage(bytes).catch((error: unknown) => {
    throw unreadableImage(error);
  });
  return averaged(image, side);
}

function parseWhole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
