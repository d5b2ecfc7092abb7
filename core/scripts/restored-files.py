"""What other programs find in files that were restored, compared with the originals.

Run from the repository after a build, with the collection of images beside it and Debian's python3-pil,
python3-pydicom and python3-gdcm installed:

    /usr/bin/python3 core/scripts/restored-files.py

Writes core/src/image/restored-files.json: of every animation and DICOM file, a fingerprint of what is
restored of it, what was compared, and what differs. Of animations: the pictures that Pillow shows one after
another, drawn over each other, how long each is shown, and how often all are. Of DICOM files: every element
that pydicom finds, private ones and those in sequences too, and the samples.
"""

import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import warnings

import numpy
import PIL
import pydicom
from PIL import Image, ImageSequence

warnings.simplefilter("ignore")
root = os.path.join(os.path.dirname(__file__), "..", "..")
data = os.path.join(root, "..", "shared", "data")
cases = os.path.join(root, "core", "src", "image", "cases")
target = os.path.join(root, "core", "src", "image", "restored-files.json")


def shown(path):
    """What Pillow shows of an animation."""
    image = Image.open(path)
    frames = []
    for frame in ImageSequence.Iterator(image):
        pixels = numpy.array(frame.convert("RGBA"))
        pixels[pixels[..., 3] == 0] = 0
        frames.append((pixels.shape, pixels.tobytes(), frame.info.get("duration")))
    return frames, image.info.get("loop")


def animation(original, restored):
    (before, plays), (after, again) = shown(original), shown(restored)
    differs = []
    if len(before) != len(after):
        differs.append("frames")
    if [frame[:2] for frame in before] != [frame[:2] for frame in after]:
        differs.append("pictures")
    if [float(frame[2] or 0) for frame in before] != [float(frame[2] or 0) for frame in after]:
        differs.append("delays")
    if (plays or 0) != (again or 0):
        differs.append("plays")
    return {"by": "Pillow", "frames": len(before), "differs": differs}


def elements(path):
    dataset = pydicom.dcmread(path)
    found = []
    for part in (dataset.file_meta, dataset):
        for element in part.iterall():
            value = b"" if element.VR == "SQ" else element.value
            if element.tag != 0x7FE00010:
                found.append((str(element.tag), element.VR, repr(value)))
    return dataset, found


#: JPEG: what it decodes to is not defined to the bit. JPEG-LS: pydicom 2 does not extend its sign.
unsure = ["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.80"]


def dicom(original, restored, samples):
    before, own = elements(original)
    after, again = elements(restored)
    differs = sorted({entry[0] for entry in set(own) ^ set(again)})
    if len(own) != len(again):
        differs.append("number of elements")
    pixels = after.pixel_array
    big = numpy.ascontiguousarray(pixels).astype(pixels.dtype.newbyteorder(">"))
    if hashlib.sha256(big.tobytes()).hexdigest() != samples:
        differs.append("samples that were encrypted")
    compared = before.file_meta.TransferSyntaxUID not in unsure
    if compared and not numpy.array_equal(before.pixel_array, pixels):
        differs.append("samples")
    return {"by": "pydicom", "elements": len(own), "original": compared, "differs": differs}


with open(os.path.join(data, "INDEX.csv")) as index:
    paths = [row["path"] for row in csv.DictReader(index) if row["expect"] == "valid"]
paths = [path for path in paths if path.startswith(("gif/", "webp/", "png-extra/apng/", "dicom/"))]
paths += [f"cases/{name}" for name in os.listdir(cases) if name.endswith((".gif", ".webp", ".png", ".dcm"))]
places = {
    os.path.join(cases, path[6:]) if path.startswith("cases/") else os.path.join(data, path): path
    for path in sorted(paths)
}
files = {}
with tempfile.TemporaryDirectory() as folder:
    script = os.path.join(os.path.dirname(__file__), "restored-files.mjs")
    call = ["node", script, folder, *places]
    output = subprocess.run(call, check=True, capture_output=True).stdout
    for entry in json.loads(output):
        path = places[entry["path"]]
        if path.endswith(".dcm"):
            found = dicom(entry["path"], entry["name"], entry["samples"])
        elif getattr(Image.open(entry["path"]), "n_frames", 1) > 1:
            found = animation(entry["path"], entry["name"])
        else:
            continue
        files[path] = {"fingerprint": entry["fingerprint"], **found}

versions = {"Pillow": PIL.__version__, "pydicom": pydicom.__version__}
with open(target, "w") as file:
    json.dump({"versions": versions, "files": files}, file, indent=2)
    file.write("\n")
for path, found in files.items():
    print(path, found["differs"], file=sys.stderr)
