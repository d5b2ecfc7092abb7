// The worker of the page in one file cannot start others: there are no files to start them from.
Object.assign(globalThis, { Worker: undefined });
