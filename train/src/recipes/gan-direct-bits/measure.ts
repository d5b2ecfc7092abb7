import {
  compile,
  Graph,
  Random,
  Scope,
  Variables,
  warmUpAndDecay,
  type Numbers,
  type Program,
  type Tensor,
} from "@neuroveil/autodiff";
import { meanFigure } from "../../evaluation/mean-figure.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawMessages } from "./draw.ts";
import { mixAndTransform } from "./network.ts";
import { evePlayer, wrongSigns } from "./players.ts";

/**
 * Wrong bits a message: of Bob with the key and with a wrong one, of the Eve of the training, and of a
 * fresh Eve who learns from the beginning against the finished Alice. By guessing, half would be wrong.
 */
export async function measureParties(
  settings: Settings<Setting>,
  variables: Variables,
): Promise<readonly Figure[]> {
  const { batch, measured } = settings;
  const random = Random.fromText("measure");
  const withFreshEve = await trainFreshEve(settings, variables, random);
  const parties = await openParties(settings);
  const values = new Map<string, number[]>();
  const note = (id: string, wrong: Float32Array): void => {
    const before = values.get(id) ?? [];
    values.set(id, [...before, ...wrong.subarray(0, measured - before.length)]);
  };
  try {
    for (let done = 0; done < measured; done += batch) {
      const given = drawMessages(settings, random);
      const rightKey: Numbers = { ...given, bobKey: given["key"]! };
      const wrongKey: Numbers = { ...given, bobKey: drawMessages(settings, random)["key"]! };
      const [trained, fresh, wrong] = [
        await parties.run(variables, rightKey),
        await parties.run(withFreshEve, rightKey),
        await parties.run(variables, wrongKey),
      ];
      note("bob-wrong-bits", trained["bob"]!);
      note("wrong-key-wrong-bits", wrong["bob"]!);
      note("eve-wrong-bits", trained["eve"]!);
      note("fresh-eve-wrong-bits", fresh["eve"]!);
    }
  } finally {
    await parties.release();
  }
  return [...values].map(([id, wrong]) => meanFigure(id, wrong));
}

/** Alice and Bob as they are, and an Eve who has learned on her own. */
async function trainFreshEve(
  settings: Settings<Setting>,
  trained: Variables,
  random: Random,
): Promise<Variables> {
  const { freshSteps: steps, rate: peak } = settings;
  const { graph, results } = evePlayer(settings);
  const learning = Variables.initial([graph], "fresh Eve");
  for (const name of learning.names.filter((name) => name.startsWith("alice."))) {
    learning.set(name, trained.get(name));
  }
  const program = await compile(graph, results);
  const rate = warmUpAndDecay({ peak, steps });
  for (let step = 0; step < steps; step++) {
    const inputs = { ...drawMessages(settings, random), rate: Float32Array.of(rate(step)) };
    await program.run(learning, inputs);
  }
  await program.release();
  const variables = trained.copy();
  for (const name of learning.names.filter((name) => name.startsWith("eve."))) {
    variables.set(name, learning.get(name));
  }
  return variables;
}

function openParties({ batch, bits }: Settings<Setting>): Promise<Program> {
  const graph = new Graph();
  const [plain, key, bobKey] = ["plain", "key", "bobKey"].map((name) =>
    graph.input(name, [batch, bits]),
  ) as [Tensor, Tensor, Tensor];
  const run = (name: string, ...inputs: Tensor[]): Tensor =>
    mixAndTransform(new Scope(graph, name), inputs, bits);
  const cipher = run("alice", plain, key);
  return compile(graph, {
    bob: wrongSigns(plain, run("bob", cipher, bobKey)),
    eve: wrongSigns(plain, run("eve", cipher)),
  });
}
