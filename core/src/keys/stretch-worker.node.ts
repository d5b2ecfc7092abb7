import { parentPort, workerData } from "node:worker_threads";
import { scrypt } from "@noble/hashes/scrypt.js";
import { scryptOptions, type StretchJob } from "./stretch-job.ts";

const job = workerData as StretchJob;
parentPort!.postMessage(scrypt(job.passphrase, job.salt, scryptOptions(job)));
