import { BucketRoot, isBucketName } from "./bucket/bucket-root.ts";
import { FolderRoot } from "./folder/folder-root.ts";
import type { Root } from "./root.ts";

/**
 * Opens what is named after --root: a folder, or `s3://BUCKET/PREFIX`.
 * @throws {NeuroveilError} "input" when it is not there, "usage" for a bucket without credentials
 */
export function openRoot(name: string): Promise<Root> {
  return isBucketName(name) ? BucketRoot.open(name, process.env) : FolderRoot.at(name);
}
