import { compile, Random, Variables, type Numbers } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { readConvAutoencoder } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import { toPicture } from "../../data/planes.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { ganDirect } from "./recipe.ts";

const settings: Settings<Setting> = {
  ...ganDirect.lengths.glimpse,
  batch: 4,
  side: 16,
  channels: 4,
};
const scenes = [1, 2, 3].map((seed) => toPicture(`scene ${seed}`, drawScene(seed, 32))!);
const examples = { training: scenes.slice(1), heldOut: scenes.slice(0, 1), fingerprint: "" };
const players = ganDirect.players(settings);
const begin = (): Variables =>
  Variables.initial(
    players.map(({ graph }) => graph),
    "seed",
  );

/** The parts of the model whose weights a player changes in one step. */
async function changed({ graph, results }: Player): Promise<readonly [string[], Numbers]> {
  const variables = begin();
  const before = variables.copy();
  const program = await compile(graph, results);
  const inputs = ganDirect.draw(settings, examples, Random.fromText("step"));
  const numbers = await program.run(variables, { ...inputs, rate: Float32Array.of(0.01) });
  await program.release();
  const parts = variables.names
    .filter((name) => variables.get(name).some((value, i) => value !== before.get(name)[i]))
    .map((name) => name.replace(/[./].*/, ""));
  return [[...new Set(parts)].filter((part) => part !== "adam").toSorted(), numbers];
}

test("each player changes its own weights and no others", async () => {
  const [network, judge, eve] = players;
  expect((await changed(network!))[0]).toEqual(["decoder", "encoder"]);
  expect((await changed(judge!))[0]).toEqual(["judge"]);
  expect((await changed(eve!))[0]).toEqual(["adversary"]);
});

test("the network loses by its error, by what the discriminator tells, and by what Eve knows", async () => {
  const [, numbers] = await changed(players[0]!);
  const [loss, error, told, eveMisses] = ["loss", "error", "told", "eveMisses"].map(
    (name) => numbers[name]![0]!,
  ) as [number, number, number, number];
  const known = (1 - Math.min(eveMisses, 1)) ** 2;
  const expected = error + settings.discriminator * told + settings.adversary * known;
  expect(loss).toBeCloseTo(expected, 5);
});

test("a model is exported as a generator and a decryptor, and measured on held-out pictures", async () => {
  const variables = begin();
  const network = readConvAutoencoder(ganDirect.export(settings, variables));
  expect(network.encoder).toHaveLength(3);
  const measured = await ganDirect.measure({ ...settings, measured: 2 }, variables, examples);
  expect(measured.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["right-key-psnr", "wrong-key-psnr", "adversary-psnr"]),
  );
});
