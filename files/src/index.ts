export { Claims } from "./claims.ts";
export { exists, isFolder } from "./exists.ts";
export { firstBytes, pngSignature, startsWith } from "./file-start.ts";
export { FolderLock } from "./folder-lock.ts";
export {
  beforeStopping,
  cleanUp,
  onFirstInterrupt,
  onInterrupt,
  watchInterrupts,
} from "./interrupts.ts";
export { InputFile } from "./input-file.ts";
export { makeFolder } from "./make-folder.ts";
export {
  countWritten,
  OutputFile,
  ownerOnly,
  taken,
  writeOutput,
  writeOutputs,
  type Output,
} from "./outputs.ts";
export { MemoryOutput } from "./memory-output.ts";
export { permissionsOf, type Permissions } from "./permissions.ts";
export { printable } from "./printable.ts";
export type { Sink } from "./sink.ts";
export { isSystemError, systemError, systemMessage } from "./system-errors.ts";
export { pathFromBytes, portablePath, systemPath } from "./system-path.ts";
export { onLeftAlone, tidyFolder, tidyFolders } from "./tidy-folder.ts";
export { walkFolder } from "./walk-folder.ts";
