/**
 * Prints how fast the models of the speed table train on this machine, as JSON:
 *   node train/scripts/speed.mjs [threads] [steps]
 */
import { measureTraining, speedModels } from "@neuroveil/train";

const [threads, steps] = [process.argv[2] ?? 1, process.argv[3] ?? 9].map(Number);
const results = [];
for (const model of speedModels) results.push(await measureTraining(model, { threads, steps }));
console.log(JSON.stringify({ results }, undefined, 2));
