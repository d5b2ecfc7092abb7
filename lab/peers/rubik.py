# python3 rubik.py CLONE: rubikencryptor of dannyi96/Image-Cryptography.
import base64
import hashlib
import json
import sys

import numpy as np
import veil
from PIL import Image

sys.path.insert(0, sys.argv[1])
from rubikencryptor.rubikencryptor import RubikCubeCrypto

ROUNDS = 10


def key_of(image, key):
    # Its key is a byte for every row and column, drawn anew for every image: here from 32 bytes.
    rows, columns = image.shape
    drawn = list(hashlib.shake_256(key).digest(rows + columns))
    return {"Kr": drawn[:rows], "Kc": drawn[rows:], "iter_max": ROUNDS}


def cube(image):
    # It treats three channels alike; gray is one of them.
    return RubikCubeCrypto(Image.fromarray(image))


def encrypt(image, key):
    it, vectors = cube(image), key_of(image, key)
    it.Kr, it.Kc = vectors["Kr"], vectors["Kc"]
    for _ in range(ROUNDS):
        it.roll_row(True)
        it.roll_column(True)
        it.xor_pixels()
    return it.new_rgb_array[:, :, 0]


def decrypt(image, key, _):
    encoded = base64.b64encode(json.dumps(key_of(image, key)).encode())
    return np.array(cube(image).decrypt_with_key(encoded))[:, :, 0]


key = {"bytes": 32, "nonceBytes": 0, "description": "32 bytes, stretched by SHAKE256 to a byte a row and a column"}
veil.serve(encrypt, decrypt, square=True, id="rubik-cube", family="control", nativeKey=key)
