import { NeuroveilError } from "neuroveil/errors";

/** Where buckets are, and as who they are asked; holds secrets. */
export interface BucketAccess {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
  /** Of a server other than Amazon's, which is asked for `/BUCKET/KEY`. */
  readonly endpoint: URL | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Takes the variables that every program for S3 takes. There are no flags for them, which other users
 * of the machine would see.
 * @throws {NeuroveilError} "usage"; what it says repeats nothing of a secret
 */
export function bucketAccess(environment: Environment): BucketAccess {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const [accessKeyId, secretAccessKey] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(given);
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new NeuroveilError("usage", {
      expected: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment for s3://…",
      got: "at most one of them",
      todo: "set both, and AWS_ENDPOINT_URL_S3 for a server other than Amazon's",
    });
  }
  const address = given("AWS_ENDPOINT_URL_S3") ?? given("AWS_ENDPOINT_URL");
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: given("AWS_SESSION_TOKEN"),
    region: given("AWS_REGION") ?? given("AWS_DEFAULT_REGION") ?? "us-east-1",
    endpoint: address === undefined ? undefined : endpointOf(address),
  };
}

function endpointOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const known = url?.protocol === "https:" || url?.protocol === "http:";
  if (url !== undefined && known && isPlain(url)) return url;
  throw new NeuroveilError("usage", {
    expected: "https://HOST or http://HOST in AWS_ENDPOINT_URL_S3",
    got: "something else",
    todo: "it is not repeated here, since it may hold a password",
  });
}

function isPlain({ username, password, search, hash }: URL): boolean {
  return `${username}${password}${search}${hash}` === "";
}

/** A bucket's own address, with a slash at its end. */
export function bucketAddress(bucket: string, { endpoint, region }: BucketAccess): string {
  if (endpoint !== undefined) return `${endpoint.href.replace(/\/*$/, "")}/${bucket}/`;
  // No certificate fits a name with dots before Amazon's own.
  return bucket.includes(".")
    ? `https://s3.${region}.amazonaws.com/${bucket}/`
    : `https://${bucket}.s3.${region}.amazonaws.com/`;
}
