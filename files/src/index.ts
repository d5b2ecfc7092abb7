export { makeFolder } from "./make-folder.ts";
export { printable } from "./printable.ts";
export { isSystemError, systemError, systemMessage } from "./system-errors.ts";
export { pathFromBytes, portablePath, replaceBytes, systemPath } from "./system-path.ts";
