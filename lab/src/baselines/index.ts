export { searchCanaryKey, type CanaryKeySearch } from "./canary-key-search.ts";
export { baselines } from "./list.ts";
