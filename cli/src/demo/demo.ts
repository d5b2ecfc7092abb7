import { isDeepStrictEqual } from "node:util";
import { basename, extname, join, resolve } from "node:path";
import { onLeftAlone, watchInterrupts, writeOutput } from "@neuroveil/files";
import { toFailure } from "@neuroveil/jobs";
import { chiSquare, correlation, entropy, type MetricResult } from "@neuroveil/lab/metrics";
import { drawScene } from "@neuroveil/lab/datasets";
import { decrypt, encrypt } from "neuroveil";
import { NeuroveilError, sizeText } from "neuroveil/errors";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";
import { generateIdentity } from "neuroveil/keys";
import { sideBySide } from "./side-by-side.ts";
import { changeOneSample } from "./tamper.ts";
import { readInput } from "../files/inputs.ts";
import { refuseSecretArguments } from "../keys/secret-arguments.ts";
import { print, say, watchStreams } from "../terminal/streams.ts";
import { table } from "../terminal/table.ts";
import { secondsText } from "../terminal/units.ts";

/** Where the demo leaves its files. */
const folder = "demo";

watchStreams();
watchInterrupts();
onLeftAlone(say);
try {
  refuseSecretArguments(process.argv.slice(2));
  await demo(process.argv[2]);
} catch (error) {
  say(toFailure(error).message);
  process.exitCode = 1;
}

/** Encrypts a picture, brings it back, and shows what happens when it is changed in between. */
async function demo(path: string | undefined): Promise<void> {
  // npm runs scripts in the project's folder; the path is relative to where the user is.
  const given =
    path === undefined ? undefined : await readInput(resolve(process.env["INIT_CWD"] ?? ".", path));
  const original = given ?? (await encodeImage(drawScene())).bytes;
  const name = path === undefined ? "scene.png" : basename(path);
  const image = await decodeImage(original);
  const { identity, recipient } = await generateIdentity();

  const encrypted = await timed(() => encrypt(original, { recipients: [recipient], name }));
  const cipherImage = encrypted.value;
  const decrypted = await timed(() => decrypt(cipherImage, { identities: [identity] }));
  const restored = await decodeImage(decrypted.value.bytes);
  requireSame(image, restored);
  const refusal = await refusalOf(changeOneSample(cipherImage, 0.5), identity);

  const pictures = await encodeImage(sideBySide(image, await decodeImage(cipherImage), 1024));
  // Metrics of a sealed image would be those of AES: the network is measured alone.
  const bare = await encrypt(original, { recipients: [recipient], protection: "bare" });
  const names = {
    plain: `plain${extname(name)}`,
    cipher: "cipher.veil.png",
    restored: `restored${extname(decrypted.value.name)}`,
    both: "side-by-side.png",
    key: "key.txt",
  };
  await save(names.plain, original);
  await save(names.cipher, cipherImage);
  await save(names.restored, decrypted.value.bytes);
  await save(names.both, pictures.bytes);
  await save(names.key, new TextEncoder().encode(`${identity}\n`), 0o600);

  print(`Neuroveil: ${path ?? "a scene of its own"}, ${describe(image)}\n`);
  const line = (file: string, bytes: Uint8Array, text: string): void =>
    print(`  ${join(folder, file).padEnd(24)} ${sizeText(bytes.length).padStart(9)}  ${text}`);
  line(names.plain, original, "the picture");
  line(
    names.cipher,
    cipherImage,
    `encrypted in ${secondsText(encrypted.seconds)} (hybrid, sealed)`,
  );
  line(
    names.restored,
    decrypted.value.bytes,
    `decrypted in ${secondsText(decrypted.seconds)}: every sample is the same`,
  );
  line(names.both, pictures.bytes, "plain and cipher, to look at");
  print(`\nOne sample of the cipher image changed, PNG sums made right again:\n  ${refusal}\n`);
  print("The network alone (--protection bare):\n");
  print(metricsTable(image, await decodeImage(bare)));
  print(
    `\nThe same by hand:\n  npx neuroveil decrypt ${join(folder, names.cipher)} -i ${join(folder, names.key)} --output again.png`,
  );
}

function requireSame(a: Image, b: Image): void {
  if (isDeepStrictEqual(essence(a), essence(b))) return;
  throw new NeuroveilError("broken", {
    expected: "the same image back",
    got: "another",
    todo: "report this",
  });
}

/** What must be equal; the density may stand in other units, and a JPEG has no PNG chunks. */
function essence({ metadata: { icc, exif }, ...samples }: Image): unknown {
  return { icc, exif, samples };
}

/** How decrypting a changed cipher image ends; it must not succeed. */
async function refusalOf(changed: Uint8Array, identity: string): Promise<string> {
  try {
    await decrypt(changed, { identities: [identity] });
  } catch (error) {
    return `refused: ${toFailure(error).message}`;
  }
  throw new NeuroveilError("broken", {
    expected: "a refusal",
    got: "a picture",
    todo: "report this",
  });
}

/** First metrics; what an ideal cipher gives is the yardstick for the cipher image alone. */
function metricsTable(plain: Image, cipher: Image): string {
  const measured = [plain, cipher].map((image) =>
    [...entropy(image), ...chiSquare(image), ...correlation(image)].filter(isFirst),
  );
  const rows = measured[1]!.map((metric, i) => [
    metric.channel === undefined ? metric.id : `${metric.id} (channel ${metric.channel})`,
    decimals(measured[0]![i]!.value),
    decimals(metric.value),
    `${decimals(metric.expected)} ± ${decimals(metric.sd)}`,
  ]);
  return table(["metric", "plain", "cipher", "ideal cipher"], rows);
}

/** Five decimals, and no "-0.00000". */
function decimals(value: number): string {
  return value.toFixed(5).replace(/^-(0\.0+)$/, "$1");
}

/** One line a metric: over all channels, or of the first one. */
function isFirst(metric: MetricResult): boolean {
  return metric.channel === undefined || (metric.channel === 0 && metric.id.startsWith("corr"));
}

function describe({ width, height, channels, bits, colour }: Image): string {
  return `${width} × ${height}, ${colour} (${channels} × ${bits} bits)`;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - started) / 1000 };
}

function save(file: string, bytes: Uint8Array, mode = 0o666): Promise<void> {
  return writeOutput(join(folder, file), bytes, { force: true, within: [{ mode, gid: -1 }] });
}
