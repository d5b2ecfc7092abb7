import {
  checkMerging,
  checkWeights,
  criterion,
  defaultShape,
  writeWeights,
  type HybridWeights,
} from "neuroveil/internal/hybrid-first";
import { hybridContender } from "./network.ts";
import { projectedRows, type WholeWeights } from "../../families/hybrid/quantised-export.ts";
import { convolutionWeights, type Subject } from "../../families/hybrid/subject.ts";

const nets = ["encoder", "mask"] as const;
const units = 32;
const fanIn = 16;
const gateWeights = 2 * units * fanIn;

/** The flagship: convolutions and two LSTMs. */
export const hybridSubject: Subject = {
  id: "hybrid-first",
  shape: defaultShape,
  seed: "neuroveil hybrid 1",
  contender: hybridContender,
  project: (weights) => {
    const bounds = {
      gates: ["any", criterion.gateNorm],
      candidates: ["odd", [criterion.candidateNorm, Number.POSITIVE_INFINITY]],
    } as const;
    const rows = nets.flatMap((net) =>
      Object.entries(bounds).map(([rows, [kind, norms]]) => {
        const name = `${net}.${rows}`;
        return [name, projectedRows(kind, weights[name]!, norms)] as const;
      }),
    );
    return { ...weights, ...Object.fromEntries(rows) };
  },
  write: (weights) => {
    const tensors = nets.flatMap((net) => [
      [`${net}.weight`, [...weights[`${net}.gates`]!, ...weights[`${net}.candidates`]!]],
      [`${net}.bias`, weights[`${net}.bias`]!],
    ]);
    const values = { ...weights, ...Object.fromEntries(tensors) };
    return writeWeights(defaultShape, values, "neuroveil train hybrid-first");
  },
  check: (weights) => {
    for (const net of nets) {
      checkWeights(net, weights[net]);
      checkMerging(net, weights[net]);
    }
  },
  weights: (file) => ({ ...convolutionWeights(file), ...lstmWeights(file) }),
};

function lstmWeights(file: HybridWeights): WholeWeights {
  const tensors = nets.flatMap((net) => {
    const { weight, bias } = file[net];
    return [
      [`${net}.gates`, Int16Array.from(weight.subarray(0, gateWeights))],
      [`${net}.candidates`, Int16Array.from(weight.subarray(gateWeights))],
      [`${net}.bias`, bias],
    ];
  });
  return Object.fromEntries(tensors) as WholeWeights;
}
