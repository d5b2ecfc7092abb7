import { adam, compile, Graph, Variables, type Tensor } from "@neuroveil/autodiff";
import { expect } from "vitest";
import type { SpeedModel } from "./models.ts";
import { randomInputs } from "./steps.ts";

/** The losses of some training steps, and every variable after them. */
async function trained(
  build: (graph: Graph) => Tensor,
): Promise<{ losses: number[]; variables: Variables }> {
  const graph = new Graph();
  const program = await compile(graph, { loss: build(graph) });
  const variables = Variables.initial([graph], "same");
  const losses: number[] = [];
  for (let step = 0; step < 3; step++)
    losses.push((await program.run(variables, randomInputs(graph)))["loss"]![0]!);
  await program.release();
  return { losses, variables };
}

/** That some steps by hand give the losses and variables of the autodiff's. */
export async function byHandIsTheSame(model: SpeedModel): Promise<void> {
  const ours = await trained((graph) => {
    const { loss, parameters } = model.build(graph);
    adam(loss, parameters, { rate: 0.001 });
    return loss;
  });
  const byHand = await trained(model.byHand);
  expect(ours.losses[2]).toBeLessThan(ours.losses[0]!);
  byHand.losses.forEach((loss, i) => expect(loss).toBeCloseTo(ours.losses[i]!, 6));
  expect([...byHand.variables.names].toSorted()).toEqual([...ours.variables.names].toSorted());
  for (const name of ours.variables.names) {
    const [a, b] = [ours.variables.get(name), byHand.variables.get(name)];
    const scale = Math.max(...a.map(Math.abs));
    const apart = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
    expect(apart / scale, name).toBeLessThan(1e-3);
  }
}
