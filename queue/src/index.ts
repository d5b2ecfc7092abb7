export { parseAddress, type QueueAddress } from "./broker/address.ts";
export {
  drainQueue,
  queueStatus,
  retryFailed,
  wipeQueue,
  type FailedJob,
  type QueueStatus,
} from "./broker/operations.ts";
export { Producer, type Asked } from "./broker/producer.ts";
export { startWorker, type QueueWorker, type WorkerSettings } from "./broker/worker.ts";
export { BucketRoot, isBucketName } from "./shared-root/bucket/bucket-root.ts";
export { FolderRoot } from "./shared-root/folder/folder-root.ts";
export { openRoot } from "./shared-root/open-root.ts";
export type { Root } from "./shared-root/root.ts";
export { Records } from "./shared-root/records.ts";
export type { FileEnding } from "./sealed/ending.ts";
export type { DecryptJob, EncryptJob, LaboratoryJob, Task } from "./sealed/job.ts";
export { QueueKeys } from "./sealed/keys.ts";
export type { Laboratory, Means, Naming } from "./orders/means.ts";
export type { Rights } from "./orders/rights.ts";
