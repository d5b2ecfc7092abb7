// `npm run challenge`: makes the public challenge anew, from pictures and keys that are forgotten.
import { writeFile } from "node:fs/promises";
import { makeChallenge } from "@neuroveil/lab/challenge";
import { ciphers } from "neuroveil/ciphers";

const here = (name) => new URL(name, import.meta.url);
const challenges = [];
for (const cipher of ciphers.filter(({ status }) => status === "cipher")) {
  const { challenge, file } = await makeChallenge(cipher);
  await writeFile(here(`${cipher.id}.png`), file);
  challenges.push(challenge);
}
await writeFile(here("challenges.json"), `${JSON.stringify({ challenges }, undefined, 2)}\n`);
console.log(`${challenges.length} challenges written, and nothing kept that opens them`);
