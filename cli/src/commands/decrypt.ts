import { pngSignature, startsWith, tidyFolders } from "@neuroveil/files";
import { Command, Option } from "commander";
import { NeuroveilError } from "neuroveil/errors";
import { addBatchOptions, addOutputOption, checkStandardOutput } from "../batch/batch-options.ts";
import { decryptFiles, unknown, type DecryptFlags } from "../batch/decrypt-files.ts";
import { decryptQueued } from "../batch/decrypt-queued.ts";
import { report } from "../batch/report.ts";
import { failed } from "../batch/results.ts";
import { addShardOption, inShard } from "../batch/shard.ts";
import { BucketPlaces, namesObjects } from "../batch/bucket-places.ts";
import { findDestination, outputFolder } from "../files/destination.ts";
import { findInputs, type Walk } from "../files/inputs.ts";
import { hasCipherName } from "../files/names.ts";
import { checkStandardInput, inputName, standardStream } from "../files/standard-input.ts";
import { addUnlockOptions, collect, requireOneKey } from "../keys/key-options.ts";
import { refuseWithQueue } from "../queue/producing.ts";
import { addProducerOptions } from "../queue/queue-options.ts";
import { voiceOf } from "../terminal/voice.ts";
import { area } from "../regions/region-flags.ts";

/** `decrypt`: cipher images back to what they were. */
export function decrypt(): Command {
  const command = new Command("decrypt")
    .description("Decrypt images; nothing is written unless everything verifies.")
    .argument("<image...>", "files, folders with cipher images in them, or - alone");
  addUnlockOptions(addOutputOption(command))
    .addOption(
      new Option("--protection <kind>", "accept images without protection (research)").choices([
        "bare",
      ]),
    )
    .addOption(
      new Option("--as <what>", "the samples in a PNG, where the file was kept, too").choices([
        "pixels",
      ]),
    )
    .addOption(
      new Option("--tile <x,y,w,h>", "a part of a sealed image, and read no more than that")
        .argParser(area)
        .conflicts(["as", "check", "preview", "protection", "queue", "signer", "unverified"]),
    )
    .addOption(
      new Option("--preview", "the small picture alone (encrypt --preview)").conflicts([
        "as",
        "check",
        "protection",
        "queue",
        "unverified",
      ]),
    )
    .addOption(
      new Option(
        "--signer <file|key>",
        "only what they have signed: SSH keys, or a file of them; may be repeated",
      ).argParser(collect),
    )
    .option("--unverified", "show what a wrong key or a damaged bare image gives (research)")
    .addOption(
      new Option("--check", "verify everything, and write nothing").conflicts([
        "output",
        "force",
        "skipExisting",
        "dryRun",
        "unverified",
      ]),
    );
  return addProducerOptions(addShardOption(addBatchOptions(command)))
    .addHelpText(
      "after",
      `
Pixels come back as PNG under their own name (TIFF where PNG cannot hold them);
what was encrypted as a file comes back byte for byte. Each has its time of
change again. Where two results of a call would share a name on any system, the
second gets -2 at its end. An image that holds two (encrypt --with) gives both;
with --output FILE.png the second is FILE-2.png. Of an image that was encrypted
with --lossy, an approximation comes back, and a note says so. With encrypt
--keep-original the file itself comes back, and with --as pixels its samples.

Of a picture in which only regions are encrypted (encrypt --region), each is
decrypted that the key is for; a line says which stay encrypted, and --json has
all of them. Who has the key of regions alone gets no name and no metadata.

--preview opens the small picture that was sealed beside an image and nothing
else, into photo.preview.png. It shows what its sealer drew, and whether the
image itself is intact is not looked at.

--tile 0,0,256,256 opens a part of a sealed image into photo.0-0-256-256.png and
reads no more of the file, with ciphers whose tiles are independent (hybrid,
cnn-only). The part is verified by its tags; that it fits the rest is not.

--signer refuses an image before it is decrypted unless one of the signers has
signed it, in photo.jpg.veil.png.sig beside (encrypt --sign). FILE is a .pub, or
a list of names and keys as allowed_signers of ssh-keygen: docs/keys.md.

--check verifies everything, as decrypting does, and writes nothing. --dry-run
opens the names only, and says what would be written. A batch that was stopped
goes on with --skip-existing. - is standard input, whose result goes to standard
output unless --output names a file; --output - is standard output, and messages
then go to standard error. Nothing is written there before all has verified.

With --queue, workers on other machines do it, with identities that they were
started with (\`neuroveil worker\`, docs/cluster.md). --shard 2/4 does a fourth of
the files, the same on every machine, without a queue.

Examples:
  $ neuroveil decrypt photo.jpg.veil.png -i key.txt
  $ neuroveil decrypt vault/ --output photos/ --passphrase
  $ neuroveil decrypt vault/ -i key.txt --check
  $ neuroveil decrypt photo.jpg.veil.png -i key.txt --signer alice.pub
  $ ssh host cat photo.veil.png | neuroveil decrypt - -i key.txt > photo.png`,
    )
    .action(run);
}

async function run(names: string[], options: DecryptFlags): Promise<void> {
  if (options.queue === undefined)
    requireOneKey(options, "--identity key.txt, --passphrase or --key-file");
  else requireQueueable(names, options);
  checkStandardInput(names, [
    ...(options.identity ?? []),
    options.keyFile,
    ...(options.signer ?? []),
  ]);
  if (options.signer !== undefined && names.includes(standardStream)) {
    throw new NeuroveilError("usage", {
      expected: "the name of a file with --signer, whose signature lies beside it",
      got: "standard input",
    });
  }
  if (options.tile !== undefined && names.includes(standardStream)) {
    throw new NeuroveilError("usage", {
      expected: "the name of a file with --tile, which reads in places",
      got: "standard input",
    });
  }
  if (options.unverified && options.protection !== "bare") {
    throw new NeuroveilError("usage", {
      expected: "--unverified together with --protection bare",
      got: "it alone",
      todo: "other images are never shown unverified",
    });
  }
  const check = options.check === true;
  const bucket = namesObjects(options) ? await BucketPlaces.open(options) : undefined;
  const destination = check
    ? ({ kind: "beside" } as const)
    : (bucket?.destination ?? (await findDestination(options.output, names)));
  checkStandardOutput(destination, options, "photo.png");
  if (options.queue !== undefined && destination.kind === "file") {
    throw new NeuroveilError("usage", {
      expected: "a folder after --output with --queue",
      got: "the name of a file",
      todo: "end it with a slash: results go by the names that are sealed in them",
    });
  }
  const walk: Walk = {
    wanted: "cipher images (made by `neuroveil encrypt`)",
    leftOut: "files of other kinds",
    // Whether a PNG is a cipher image is seen when it is read, and what became of one by its name.
    accept: (path) =>
      hasCipherName(path) ||
      (bucket ? path.toLowerCase().endsWith(".png") : startsWith(path, [pngSignature])),
    except: destination.kind === "folder" ? destination.path : undefined,
  };
  const found = await (bucket?.find(names, walk) ?? findInputs(names, walk));
  const writes = bucket === undefined && !check && !options.dryRun && destination.kind !== "stream";
  if (writes) await tidyFolders(found.files.map((input) => outputFolder(destination, input)));
  const results = found.failures.map(({ path, failure }) => failed(path, failure, unknown));
  const voice = voiceOf(options, {
    toStandardOutput: destination.kind === "stream",
    listed: check || options.dryRun === true,
  });
  // Nobody is asked for a passphrase when there is nothing to use it for.
  const inputs = found.files.filter((input) => inShard(options.shard, input));
  if (inputs.length > 0) {
    const decryptAll = options.queue === undefined ? decryptFiles : decryptQueued;
    results.push(...(await decryptAll({ inputs, bucket, destination, options, voice })));
  }
  if (results.length === 0 && inputs.length === found.files.length) {
    throw new NeuroveilError("input", {
      expected: "cipher images (made by `neuroveil encrypt`)",
      got: `none in ${names.map(inputName).join(", ")}`,
      todo: "check the folder",
    });
  }
  report(results, {
    json: options.json === true,
    voice,
    aim: check
      ? ["verified", "verified"]
      : options.dryRun
        ? ["planned", "would be decrypted"]
        : ["written", "decrypted"],
  });
}

/**
 * What cannot go to other machines: identities are the workers', and they replace nothing.
 * @throws {NeuroveilError} "usage"
 */
function requireQueueable(names: readonly string[], options: DecryptFlags): void {
  const workers = "no secret goes through a queue; give identities to the workers";
  refuseWithQueue({
    "--identity": [options.identity !== undefined, workers],
    "--passphrase": [options.passphrase === true, workers],
    "--key-file": [options.keyFile !== undefined, workers],
    "--force": [options.force === true, "workers replace nothing; take old results away first"],
    "--signer": [options.signer !== undefined, "verify signatures here, or decrypt"],
    "--check": [options.check === true, "check here, or decrypt"],
    "--as": [options.as !== undefined, "leave it out"],
    "--dry-run": [options.dryRun === true, "names are sealed, and only workers can open them"],
    "--unverified": [options.unverified === true, "workers show nothing that does not verify"],
    "- (standard input)": [names.includes(standardStream), "name files that the workers have, too"],
    "--output -": [options.output === standardStream, "name a folder that the workers have, too"],
  });
}
