// `node vectors/challenge/verify.mjs CIPHER FILE`: how much of an answer is right.
import { readFile } from "node:fs/promises";
import { judge } from "@neuroveil/lab/challenge";
import { decodeImage } from "neuroveil/image";

const [id, file] = process.argv.slice(2);
const { challenges } = JSON.parse(await readFile(new URL("challenges.json", import.meta.url)));
const challenge = challenges.find(({ cipher }) => cipher === id);
if (challenge === undefined || file === undefined) {
  const ids = challenges.map(({ cipher }) => cipher).join(", ");
  console.error(`expected a cipher of ${ids}, and a file with the answer`);
  process.exit(2);
}
try {
  const { right, of } = await judge(await decodeImage(await readFile(file)), challenge);
  console.log(`${right} of ${of} blocks are right`);
  if (right === 0) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
