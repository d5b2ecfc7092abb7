# What the adapters in this folder share: the exchange of docs/own-cipher.md for ciphers of gray images.
import json
import os
import sys

import numpy as np

calls, answers = sys.stdin.buffer, sys.stdout.buffer
# Programs of others print where they like, and answers must not be among it.
sys.stdout = open(os.devnull, "w")


def unit(key, at):
    """A number in (0, 1) from 8 bytes of a key, of which 52 bits count."""
    return (int.from_bytes(key[at : at + 8], "big") // 2**12 + 0.5) / 2**52


def serve(encrypt, decrypt, square=False, **about):
    """
    encrypt(image, key) gives a cipher image, or one with its key vector; decrypt(image, key, vector) an
    image. Images are arrays of bytes, rows by columns; keys are bytes.
    """
    vector_bytes = about.get("keyVectorBytes", 0)
    about["trials"] = [[24, 24, 1, 1], [32, 32, 1, 1]]
    answers.write(json.dumps(about).encode() + b"\n")
    answers.flush()
    for line in calls:
        verb, *numbers = line.decode().split()
        width, height, channels, depth = map(int, numbers)
        key = calls.read(about["nativeKey"]["bytes"])
        vector = calls.read(vector_bytes if verb == "decrypt" else 0)
        data = calls.read(width * height * channels * depth)
        if channels * depth != 1 or (square and width != height):
            answers.write(b"no only %sgray images of 8 bits\n" % (b"square " if square else b""))
            answers.flush()
            continue
        image = np.frombuffer(data, np.uint8).reshape(height, width).copy()
        try:
            if verb == "encrypt":
                found = encrypt(image, key)
                image, vector = found if isinstance(found, tuple) else (found, b"")
            else:
                image, vector = decrypt(image, key, vector), vector
        except Exception as error:
            # Some keys are none to them: a refusal of this call alone.
            answers.write(b"no %s\n" % " ".join(repr(error).split()).encode())
            answers.flush()
            continue
        result = vector + np.ascontiguousarray(image, np.uint8).tobytes()
        answers.write(b"ok %d\n" % len(result) + result)
        answers.flush()
