export { listen, type Listening } from "./server.ts";
export { createService, type Service } from "./service.ts";
export { defaultLimits, type Limits } from "./settings/limits.ts";
export type { Settings } from "./settings/settings.ts";
