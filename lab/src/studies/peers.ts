import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ciphers, type Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { cipherFingerprint } from "../attacks/cipher-fingerprint.ts";
import { baselines } from "../baselines/list.ts";
import { drawGrayScene } from "../datasets/scene.ts";
import { startCipher } from "../programs/program-cipher.ts";
import { examine, examinedTables, type Examined, type Examining } from "./examine.ts";
import { peerRecipes, type PeerRecipe } from "./peer-recipes.ts";
import { quickAttacks } from "./quick-attacks.ts";
import { resumed, type Job } from "./resumed.ts";
import type { Study } from "./study.ts";

/** Ours that are measured beside them, and what all are held to. */
const besides = [
  "hybrid",
  "hopfield-conv",
  "conv-multi",
  "logistic",
  "permutation-diffusion",
  "aes-256-ctr",
  "canary",
];
/** Numbers of a quick run, which needs no clones. */
const quickBesides = ["permutation-diffusion", "aes-256-ctr"];

/** Side of an image, number of them, and side of what is attacked. */
const [side, images, attackedSide] = [64, 3, 32];
const recordName = "studies/peers.jsonl";
/** Some of them take seconds for an image. */
const callSeconds = 300;

const adapters = fileURLToPath(new URL("../../peers", import.meta.url));
const run = promisify(execFile);

function settings(quick: boolean): Examining {
  const size = quick ? 32 : side;
  return {
    images: Array.from({ length: quick ? 2 : images }, (_, i) => drawGrayScene(i, size)),
    secret: Uint8Array.of(2, 7, 1, 8, 2, 8),
    positions: 16,
    attacks: quickAttacks,
    scene: drawGrayScene(7, quick ? 16 : attackedSide),
    attackSeconds: 2,
  };
}

export const peersStudy: Study = {
  id: "peers",
  question: "How do ciphers of public projects fare beside ours?",
  inputs: "a folder with clones of the projects (default: only what is recorded)",
  page: () => "peers.md",
  async run({ quick, inputs: [clones], folder, onProgress }) {
    if (quick) {
      const found: Examined[] = [];
      for (const [i, id] of quickBesides.entries()) {
        onProgress?.(i / quickBesides.length, id);
        found.push(await examine(cipherOf(id), settings(true)));
      }
      return { section: examinedTables(found) };
    }
    if (folder === undefined)
      throw new NeuroveilError("usage", {
        expected: "a folder of documents that has, or takes, the record",
        got: "none",
        todo: "add --report docs, or --quick",
      });
    const jobs: Job<Examined>[] = [];
    const all = peerRecipes.length + besides.length;
    const named = (name: string, work: () => Promise<Examined>): void => {
      const at = jobs.length;
      const begin = async (): Promise<Examined> => {
        onProgress?.(at / all, name.split(" ")[0]!);
        return await work();
      };
      jobs.push({ name, run: begin });
    };
    for (const recipe of peerRecipes)
      named(peerName(recipe), async () => await examinePeer(recipe, clones!));
    for (const id of besides) {
      const cipher = cipherOf(id);
      const name = `${id} ${(await cipherFingerprint(cipher)).slice(0, 12)}`;
      named(name, async () => await examine(cipher, settings(false)));
    }
    const file = join(folder, recordName);
    mkdirSync(dirname(file), { recursive: true });
    const there = (recipe: PeerRecipe): boolean => existsSync(cloneOf(recipe, clones!));
    const missing = clones === undefined ? [] : peerRecipes.filter((recipe) => !there(recipe));
    const left = new Set(missing.map(peerName));
    const doable = jobs.filter(({ name }) => !left.has(name));
    const found = await resumed(file, doable, clones === undefined ? "none" : undefined);
    const recorded = jobs.flatMap(({ name }) => found.get(name) ?? []);
    const faults = jobs
      .filter(({ name }) => !found.has(name))
      .map(
        ({ name }) =>
          `expected ${name.split(" ")[0]} in the record, got none; clone it and run the study on the clones`,
      );
    return { section: peersSection(recorded), faults };
  },
};

function cipherOf(id: string): Cipher {
  return [...ciphers, ...baselines].find((cipher) => cipher.id === id)!;
}

/** Another commit or another adapter is another cipher. */
function peerName({ id, commit, adapter }: PeerRecipe): string {
  const shared = ["veil.py", adapter].map((name) => readFileSync(join(adapters, name), "utf8"));
  const code = createHash("sha256").update(shared.join("\n")).digest("hex");
  return `${id} ${commit.slice(0, 12)} ${code.slice(0, 12)}`;
}

function cloneOf({ repository }: PeerRecipe, clones: string): string {
  return join(clones, basename(repository));
}

/** @throws {NeuroveilError} "input" for a clone of another commit, or one that does not run */
async function examinePeer(recipe: PeerRecipe, clones: string): Promise<Examined> {
  const clone = cloneOf(recipe, clones);
  const head = await run("git", ["-C", clone, "rev-parse", "HEAD"]).then(
    ({ stdout }) => stdout.trim(),
    (error: unknown) => String(error),
  );
  if (head !== recipe.commit)
    throw new NeuroveilError("input", {
      expected: `${recipe.repository} at commit ${recipe.commit}`,
      got: head.split("\n")[0],
      todo: `git -C ${basename(clone)} checkout ${recipe.commit}`,
    });
  const words = ["python3", join(adapters, recipe.adapter), clone];
  const { cipher, program } = await startCipher(words, { callSeconds });
  try {
    return await examine(cipher, settings(false));
  } finally {
    program.close();
  }
}

/** @param all what is recorded, peers first */
function peersSection(all: readonly Examined[]): string {
  const rows = peerRecipes.map(
    ({ id, repository, commit, licence, source, needs, note }) =>
      `| \`${id}\` | [${repository}](https://github.com/${repository}/tree/${commit}) | ${licence} | ${source} | ${needs.join(", ")} | ${note} |`,
  );
  return `| cipher | project and commit | licence | what it is | needs | what we decided |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

${images} drawn gray scenes of ${side} × ${side} samples, each under a key of its own; means with 95 % intervals. Attacks on a scene of ${attackedSide} × ${attackedSide}; bold: broken, – : not tried, as the cipher cannot be asked so.

${examinedTables(all)}
`;
}
