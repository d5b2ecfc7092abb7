# The cipher of chained.mjs in Python, for `neuroveil analyze photo.png --command 'python3 chained.py'`.
# docs/own-cipher.md has the protocol. What is printed for people goes to standard error.
import json
import sys

import numpy as np

PRIME = 65537
calls, answers = sys.stdin.buffer, sys.stdout.buffer


def mask(length, a, b):
    j = np.arange(length, dtype=np.int64) % PRIME
    return ((j + a) ** 2 % PRIME + b) * (j + 1) % PRIME % 256


def encrypt(samples, a, b, c, d):
    forth = np.cumsum(samples + mask(samples.size, a, b)) % 256
    return (np.cumsum(forth[::-1] + mask(samples.size, c, d)) % 256)[::-1]


def decrypt(samples, a, b, c, d):
    back = samples[::-1]
    forth = (np.diff(back, prepend=0) - mask(back.size, c, d))[::-1] % 256
    return (np.diff(forth, prepend=0) - mask(forth.size, a, b)) % 256


about = {"id": "my-chained", "status": "known-weak", "nativeKey": {"bytes": 8, "nonceBytes": 0}}
answers.write(json.dumps(about).encode() + b"\n")
answers.flush()

for line in calls:  # ends with standard input
    verb, *numbers = line.split()
    width, height, channels, depth = map(int, numbers)
    key = np.frombuffer(calls.read(8), dtype=">u2").astype(np.int64)
    samples = np.frombuffer(calls.read(width * height * channels * depth), dtype=np.uint8)
    work = encrypt if verb == b"encrypt" else decrypt
    result = work(samples.astype(np.int64), *key).astype(np.uint8).tobytes()
    answers.write(b"ok %d\n" % len(result) + result)
    answers.flush()
