export {
  measureExchange,
  type ExchangeFigures,
  type ExchangeSettings,
  type Overheard,
} from "./measure-exchange.ts";
export { learningRules, type LearningRule } from "./tree-parity-machine.ts";
