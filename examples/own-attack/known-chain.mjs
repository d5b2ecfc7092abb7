// node known-chain.mjs: an attack of one's own. Both chains of `my-chained` are sums, so the cipher image
// is a sum, too: cipher = A(plain) + B(masks), where A, two running sums, depends on no key. One known
// image gives B; another image of that key is then A backwards of (cipher - B). It asks the cipher through the
// container and never sees its key, as all attacks of the laboratory do.
import { runAttack } from "@neuroveil/lab/attacks";
import { drawScene } from "@neuroveil/lab/datasets";
import { cipherById } from "neuroveil/ciphers";
import chained from "../own-cipher/chained.mjs";

/** Running sums forwards, then back, modulo 256: what the cipher does with masks of zeros. */
function sums(plain) {
  const data = plain.slice();
  for (let i = 1; i < data.length; i++) data[i] += data[i - 1];
  for (let i = data.length - 2; i >= 0; i--) data[i] += data[i + 1];
  return data;
}

function differences(summed) {
  const data = summed.slice();
  for (let i = 0; i < data.length - 1; i++) data[i] -= data[i + 1];
  for (let i = data.length - 1; i > 0; i--) data[i] -= data[i - 1];
  return data;
}

const subtract = (a, b) => a.map((byte, i) => byte - b[i]);

/** @type {import("@neuroveil/lab/attacks").Attack} */
const knownChain = {
  id: "known-chain",
  question: "Does one known image open every other one of a chain of sums?",
  source: "an example",
  setting: "nonce-reused",
  needs: ["known images"],
  controls: { falls: chained.id, stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    // Verdicts are on random images: what stands in a picture can often be guessed.
    const draw = () => ({ ...scene, data: scene.data.map(() => random.below(256)) });
    const [known, unknown] = [draw(), draw()];
    const masks = subtract((await oracle.encrypt(known)).image.data, sums(known.data));
    const open = async (image) =>
      differences(subtract((await oracle.encrypt(image)).image.data, masks));
    const guess = await open(unknown);
    return {
      successes: guess.filter((byte, i) => byte === unknown.data[i]).length,
      trials: guess.length,
      chance: 1 / 256,
      sentence: "the sum of both masks was taken off a known image, and off another one",
      recovered: { ...scene, data: await open(scene) },
    };
  },
};

const options = { scene: drawScene(0, 48), seed: 1, level: 0.001 };
for (const cipher of [chained, cipherById(knownChain.controls.stands)]) {
  const { broken, recovered, interval, sentence } = await runAttack(knownChain, cipher, options);
  const [low, high] = interval.map((share) => share.toFixed(4));
  console.log(`${cipher.id}: ${broken ? "broken" : "stands"}, ${sentence}`);
  console.log(`  recovered ${recovered.toFixed(4)} of it (${low} to ${high})`);
}
