import { tidyFolders } from "@neuroveil/files";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Payload } from "neuroveil";
import { NeuroveilError } from "neuroveil/errors";
import { addBatchOptions, addOutputOption, checkStandardOutput } from "../batch/batch-options.ts";
import { encryptFiles, type EncryptFlags } from "../batch/encrypt-files.ts";
import { report } from "../batch/report.ts";
import { failed, type Known } from "../batch/results.ts";
import { addShardOption } from "../batch/shard.ts";
import { BucketPlaces, namesObjects } from "../batch/bucket-places.ts";
import { findDestination, outputFolder, type Destination } from "../files/destination.ts";
import { findInputs, type Walk } from "../files/inputs.ts";
import { hasCipherName } from "../files/names.ts";
import { findSecond } from "../files/second-input.ts";
import { checkStandardInput, standardStream } from "../files/standard-input.ts";
import { bytesFromHex } from "../keys/hex.ts";
import { addLockOptions, recipient, requireOneKey } from "../keys/key-options.ts";
import { voiceOf } from "../terminal/voice.ts";
import { addProducerOptions } from "../queue/queue-options.ts";
import { refuseWithQueue } from "../queue/producing.ts";
import { addRegionOptions, chosenRegions, masksOf } from "../regions/region-flags.ts";
import { isSignatureName } from "../signatures/signature-file.ts";

/** `encrypt`: images to PNGs of noise. */
export function encrypt(): Command {
  const command = new Command("encrypt")
    .description("Encrypt images; each becomes a PNG of noise of the same size.")
    .argument("<image...>", "files, folders with everything in them, or - alone");
  addLockOptions(addOutputOption(command))
    .option("--cipher <id>", "a cipher of `neuroveil ciphers`", "hybrid")
    .addOption(
      new Option("--protection <kind>", "what keeps the pixels secret and unchanged")
        .choices(["sealed", "authenticated", "bare"])
        .default("sealed"),
    )
    .addOption(
      new Option("--payload <kind>", "encrypt the pixels, or the file's bytes").choices([
        "pixels",
        "file",
      ]),
    )
    .addOption(
      new Option("--with <image>", "a second image to put into the same PNG").argParser(only),
    )
    .option("--keep-original", "seal the image's file as well, which then comes back (sealed only)")
    .addOption(
      new Option("--dicom-out <profile>", "make a de-identified DICOM file, not a PNG").choices([
        "basic",
      ]),
    )
    .addOption(
      new Option("--preview <side>", "seal a small picture, so many pixels long").argParser(side),
    )
    .addOption(
      new Option(
        "--preview-recipient <age1…>",
        "who can open the previews, instead of who can decrypt; may be repeated",
      ).argParser(recipient),
    )
    .addOption(
      new Option(
        "--sign <key>",
        "sign each result with an SSH key: photo.jpg.veil.png.sig",
      ).argParser(only),
    )
    .option("--lossy", "leave out what a lossy cipher loses: not exact any more")
    .addOption(
      new Option("--nonce <hex32>", "repeat a nonce (laboratory, bare only)").argParser(parseNonce),
    )
    .addOption(
      new Option("--hide-names", "give cipher images neutral names").conflicts("skipExisting"),
    );
  return addProducerOptions(addShardOption(addBatchOptions(addRegionOptions(command))))
    .addHelpText(
      "after",
      `
photo.jpg becomes photo.jpg.veil.png beside it. Images (docs/formats.md) are
encrypted as pixels: same width and height, every sample and the metadata come
back exactly, in a PNG, or where a PNG cannot hold them in a TIFF, GIF, DICOM or
OpenEXR file; what does not come back is said for each file. Of an animation
each frame is a page. Anything else is encrypted as a file and comes back byte
for byte: damaged images, kinds of images whose samples are not read exactly,
and pictures with another one or data behind their end.
Channels beyond four, samples of 32 and 64 bits, and pages make the cipher image
higher. --payload pixels insists on the pixels, --payload file keeps every file
as it is. In a folder, hidden files, links, *.veil.png, *.veil.dcm and their
*.sig are left out. With --with, two images of the same width, height, number
of channels and 8 or 16 bits become one PNG of twice the height, and decrypting
it writes both.

Name and time of change are sealed with each file. Results that would share a
name on any system get a number (photo-2.jpg.veil.png), and nobody may read more
of a result than of its input. --hide-names gives cipher images neutral names as
well; names of folders stay. A batch that was stopped goes on with
--skip-existing.

Files, PNG and TIFF of more than 128 MiB are read twice and not held in memory,
with hybrid and cnn-only (docs/files.md).

- is standard input, whose result goes to standard output unless --output names
a file; --output - is standard output, and messages then go to standard error.
Nothing is written there before all of it is made.

With --keep-original the file of an image is sealed beside its pixels, and comes
back byte for byte; its length tells how busy the picture is. --preview 256
seals a small picture of each image under a key of its own, for its readers or
for those of --preview-recipient: \`decrypt --preview\` opens that alone.

With --region or --mask these pixels alone are encrypted, and the rest stays
visible: everybody sees it, and where the regions are. Who can decrypt opens all
of them; a --region-recipient opens the region or mask before it, and nothing
else. A mask is an image of the same size; what is neither black nor transparent
in it is encrypted. Leave a margin of 16 pixels in a JPEG, whose blocks smear.

With --dicom-out basic, a DICOM file becomes scan.dcm.veil.dcm: a DICOM file
with the same pixels, but for regions and masks, which are black in it (texts
burned into pictures), and without the elements that tell whose they are
(PS3.15, table E.1-1; not certified: docs/dicom.md). The original is sealed in
it; \`decrypt\` gives it back.

With --sign, \`ssh-keygen -Y sign\` makes a signature of each result, which lies
beside it; result and signature are there both or not at all. KEY is the file of
a private key, or of a public one whose private half an ssh-agent or a token
has. \`decrypt --signer\` asks for it: docs/keys.md.

A lossy cipher (\`neuroveil ciphers\`) gives back exactly what went in as well:
what it loses is sealed beside the image. With --lossy that is left out; what is
decrypted is then near to the image and can never be exact again.

With --queue, workers on other machines do it (\`neuroveil worker\`), in a folder
that all of them share: docs/cluster.md. --shard 2/4 does a fourth of the files,
the same on every machine, without a queue. With --root s3://…, inputs and the
output are s3://… as well.

Protection:
  sealed         AES-256-GCM around the neural cipher: secret and tamper-proof
                 whatever is found about the network
  authenticated  the network alone keeps the pixels secret; changes are refused
  bare           the network alone; only a cipher's key vector shows changes;
                 for research

Examples:
  $ neuroveil encrypt photo.jpg -r age1…
  $ neuroveil encrypt photos/ --output vault/ --passphrase
  $ neuroveil encrypt left.jpg --with right.jpg -r age1…
  $ neuroveil encrypt photo.jpg --region 120,80,64,64 -r age1…
  $ neuroveil encrypt a.jpg --mask a-faces.png --region-recipient age1… -r age1…
  $ neuroveil encrypt us/ --dicom-out basic --region 0,0,640,40 -r age1…
  $ neuroveil encrypt photo.jpg -r age1… --sign ~/.ssh/id_ed25519
  $ neuroveil encrypt photos/ --keep-original --preview 256 -r age1…
  $ neuroveil encrypt scan.tif contract.pdf --payload file -r age1…
  $ neuroveil encrypt photos/ -o vault/ --hide-names -R recipients.txt --dry-run
  $ cat photo.jpg | neuroveil encrypt - -r age1… | ssh host tee photo.veil.png`,
    )
    .action(run);
}

async function run(names: string[], options: EncryptFlags): Promise<void> {
  if (options.queue !== undefined) requireQueueable(names, options);
  requireOneKey(options, "--recipient age1… (or --recipients-file), --passphrase or --key-file");
  checkStandardInput(names, [
    options.with,
    ...(options.recipientsFile ?? []),
    options.keyFile,
    ...masksOf(options),
  ]);
  if (options.nonce !== undefined && options.protection !== "bare") {
    throw usage(
      "--nonce with --protection bare only",
      options.protection,
      "a repeated nonce gives the pixels away",
    );
  }
  checkBeside(options);
  checkDicomFlags(options);
  const { libraryCipher } = await import("../registry/library-cipher.ts");
  const { cipher, protection, payload, lossy } = options;
  const { lossless } = await libraryCipher(cipher);
  if (lossy) requireLossy(cipher, lossless, payload);
  if (options.region !== undefined || options.mask !== undefined) {
    checkRegionFlags(options, lossless);
  }
  const regions = await chosenRegions(options);
  const second =
    options.with === undefined ? undefined : await findSecond(options.with, names, payload);
  const bucket = namesObjects(options) ? await BucketPlaces.open(options) : undefined;
  const destination = bucket?.destination ?? (await findDestination(options.output, names));
  checkStandardOutput(destination, options, "photo.veil.png");
  checkNames(names, destination, options);
  if (options.sign !== undefined && destination.kind === "stream") {
    throw usage(
      "the name of a file after --output with --sign",
      "standard output",
      "the signature lies beside the file",
    );
  }
  const walk: Walk = {
    wanted: "files to encrypt",
    leftOut: "*.veil.png, *.veil.dcm with their signatures",
    accept: (path) => !hasCipherName(path) && !isSignatureName(path),
    except: destination.kind === "folder" ? destination.path : undefined,
  };
  const found = await (bucket?.find(names, walk) ?? findInputs(names, walk));
  if (bucket === undefined && destination.kind !== "stream" && !options.dryRun)
    await tidyFolders(found.files.map((input) => outputFolder(destination, input)));

  const known: Known = {
    cipher,
    protection,
    ...(options.with && { secondInput: options.with }),
    ...(lossy && { lossy }),
  };
  const results = found.failures.map(({ path, failure }) => failed(path, failure, known));
  const voice = voiceOf(options, {
    toStandardOutput: destination.kind === "stream",
    listed: options.dryRun === true,
  });
  const other = second?.files[0];
  const missing = second?.failures[0]?.failure;
  if (missing !== undefined) {
    // Without the second image there is nothing to do with the first.
    for (const { path } of found.files) results.push(failed(path, missing, known));
  } else if (found.files.length > 0) {
    const inputs = found.files;
    const batch = { inputs, other, bucket, destination, options, regions, known, voice };
    results.push(...(await encryptFiles(batch)));
  }
  report(results, {
    json: options.json === true,
    voice,
    aim: options.dryRun ? ["planned", "would be encrypted"] : ["written", "encrypted"],
  });
}

/**
 * What cannot go to other machines: secrets, names that differ from call to call, and what would
 * replace a file.
 * @throws {NeuroveilError} "usage"
 */
function requireQueueable(names: readonly string[], options: EncryptFlags): void {
  const recipients = "no secret goes through a queue; encrypt for recipients (-r, -R)";
  refuseWithQueue({
    "--passphrase": [options.passphrase === true, recipients],
    "--key-file": [options.keyFile !== undefined, recipients],
    "--force": [options.force === true, "workers replace nothing; take old results away first"],
    "--with": [options.with !== undefined, "encrypt pairs without it"],
    "--keep-original": [options.keepOriginal === true, "leave it out"],
    "--dicom-out": [options.dicomOut !== undefined, "leave it out"],
    "--preview": [options.preview !== undefined, "leave it out"],
    "--region": [options.region !== undefined, "leave it out"],
    "--mask": [options.mask !== undefined, "leave it out"],
    "--sign": [options.sign !== undefined, "workers have no key of yours; sign their results"],
    "--nonce": [options.nonce !== undefined, "leave it out"],
    "--hide-names": [options.hideNames === true, "workers' results go by their inputs' names"],
    "- (standard input)": [names.includes(standardStream), "name files that the workers have, too"],
    "--output -": [options.output === standardStream, "name a folder that the workers have, too"],
  });
}

/** @throws {NeuroveilError} "usage" for results whose names cannot be hidden, or made at all */
function checkNames(
  names: readonly string[],
  destination: Destination,
  { hideNames }: EncryptFlags,
): void {
  if (hideNames && (destination.kind === "file" || destination.kind === "stream")) {
    throw usage(
      "--hide-names to choose the name",
      "a name of your own after --output",
      "leave one out",
    );
  }
  if (names.includes(standardStream) && destination.kind === "folder" && !hideNames) {
    throw usage(
      "the name of a file after --output",
      "a folder for what comes from standard input and has no name",
      "name a file in it",
    );
  }
}

/** @throws {NeuroveilError} "usage" for what cannot be sealed beside the pixels */
function checkBeside(options: EncryptFlags): void {
  const { keepOriginal, preview, previewRecipient, payload, protection, lossy } = options;
  if (previewRecipient !== undefined && preview === undefined) {
    throw usage("--preview-recipient together with --preview", "it alone");
  }
  const flag = keepOriginal ? "--keep-original" : preview === undefined ? undefined : "--preview";
  if (flag !== undefined && payload === "file") {
    throw usage(`${flag} for pixels`, "--payload file", "a file comes back as it was");
  }
  if (!keepOriginal) return;
  if (protection !== "sealed") {
    throw usage("--keep-original with --protection sealed only", protection);
  }
  if (options.with !== undefined) throw usage("--keep-original for one image", "--with");
  if (lossy) throw usage("--keep-original or --lossy", "both");
}

/** @throws {NeuroveilError} "usage" for what is not made into a DICOM file */
function checkDicomFlags(options: EncryptFlags): void {
  if (options.dicomOut === undefined) return;
  const { keepOriginal, preview, payload, protection, lossy, region, mask } = options;
  if (protection !== "sealed") {
    throw usage("--dicom-out with --protection sealed only", protection, "its pixels show");
  }
  if (payload === "pixels") {
    throw usage("--dicom-out without --payload pixels", "both", "the file itself is sealed in it");
  }
  const others = {
    "--with": options.with,
    "--lossy": lossy,
    "--keep-original": keepOriginal,
    "--preview": preview,
  };
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  if (other !== undefined) throw usage(`--dicom-out without ${other[0]}`, "both");
  if ((region ?? mask)?.some(({ recipients }) => recipients !== undefined)) {
    throw usage("--dicom-out without --region-recipient", "both", "the original opens as a whole");
  }
}

/** @throws {NeuroveilError} "usage" for what has no regions */
function checkRegionFlags(options: EncryptFlags, lossless: boolean): void {
  const { payload, protection, cipher, region } = options;
  const flag = region === undefined ? "--mask" : "--region";
  if (payload === "file" && options.dicomOut === undefined) {
    throw usage(`${flag} for pixels`, "--payload file");
  }
  if (protection !== "sealed") {
    throw usage(`${flag} with --protection sealed only`, protection, "what is visible is not");
  }
  if (options.with !== undefined) throw usage(`${flag} for one image`, "--with");
  if (!lossless) throw usage(`${flag} with a lossless cipher`, `${cipher}, which is lossy`);
}

function requireLossy(cipher: string, lossless: boolean, payload: Payload | undefined): void {
  if (lossless) {
    throw usage("--lossy with a lossy cipher", `${cipher}, which loses nothing`, "leave it out");
  }
  if (payload === "file") {
    throw usage("--lossy for pixels", "--payload file", "a file is useless unless exact");
  }
}

function usage(expected: string, got: string, todo?: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got, todo });
}

/** For a flag that names one thing: commander would take the last of several without a word. */
function only(value: string, previous: string | undefined): string {
  if (previous === undefined) return value;
  throw new InvalidArgumentError("Give it once.");
}

function side(value: string): number {
  const pixels = Number(value);
  if (Number.isInteger(pixels) && pixels >= 16 && pixels <= 1024) return pixels;
  throw new InvalidArgumentError("Give 16 to 1024 pixels.");
}

function parseNonce(value: string): Uint8Array {
  const nonce = bytesFromHex(value, 16);
  if (nonce === undefined) throw new InvalidArgumentError("Give 32 hex digits.");
  return nonce;
}
