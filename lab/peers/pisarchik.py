# python3 pisarchik.py CLONE: python/chaosencrypt/discrete_pisarchik.py of nfejes/chaotic-image-encryption.
import sys

import veil

sys.path.insert(0, sys.argv[1] + "/python")
import chaosencrypt.discrete_pisarchik as pisarchik

# Within (3.57, 4), which it checks.
LOW, HIGH = 3.5701, 3.9999


def key_of(key):
    # Steps and rounds of the project's own test; its 32 bits a sample would not fit a cipher image.
    return {"a": LOW + (HIGH - LOW) * veil.unit(key, 0), "n": 10, "r": 3, "bits": 8}


def encrypt(image, key):
    return pisarchik.encrypt(image, key_of(key))


def decrypt(image, key, _):
    return pisarchik.decrypt(image, key_of(key))


values = [{"name": "a", "low": LOW, "high": HIGH}]
key = {"bytes": 8, "nonceBytes": 0, "description": "a real in (3.5701, 3.9999), 8 bytes", "values": values}
veil.serve(encrypt, decrypt, id="pisarchik-logistic", family="chaotic", nativeKey=key)
