"""Writes the files with lossless JPEG and with deflated data sets in core/src/image/cases:

    npm run build && /usr/bin/python3 core/scripts/lossless-cases.py

Needs Debian's python3-pydicom, libgdcm-tools and dcmtk. What those do not write (other depths than 8 and 16 bits,
restart markers, a scan for each component), the encoder of our tests does; pydicom, GDCM and dcmtk read all of them.
"""

import gzip
import os
import subprocess
import tempfile
import zlib

import numpy
import pydicom

root = os.path.join(os.path.dirname(__file__), "..", "..")
cases = os.path.join(root, "core", "src", "image", "cases")
folder = tempfile.mkdtemp()
plain = os.path.join(folder, "plain.dcm")


def write(samples, stored, name=plain, signed=0):
    """Frames of samples (frames, rows, columns[, 3]) as pydicom writes them."""
    source = pydicom.dcmread(os.path.join(cases, "pydicom-frames.dcm"))
    source.NumberOfFrames, source.Rows, source.Columns = samples.shape[:3]
    size = samples.dtype.itemsize
    source.BitsAllocated, source.BitsStored, source.HighBit = 8 * size, stored, stored - 1
    source.PixelRepresentation = signed
    if samples.ndim == 4:
        source.SamplesPerPixel, source.PhotometricInterpretation, source.PlanarConfiguration = 3, "RGB", 0
    data = samples.astype(samples.dtype.newbyteorder("<")).tobytes()
    source.PixelData = data + b"\0" * (len(data) % 2)
    source["PixelData"].VR = "OW" if size == 2 else "OB"
    source.save_as(name)


def run(*command):
    subprocess.run(command, check=True)


def case(name):
    return os.path.join(cases, name)


def scattered(shape, bits, kind):
    numbers = numpy.arange(numpy.prod(shape), dtype="u8") * 2654435761 % 2**32
    return (numbers >> (32 - bits)).astype(kind).reshape(shape)


# Half of it smooth, half scattered over all values, so that predictions overflow.
gray = scattered((2, 9, 12), 16, "u2")
gray[0] = numpy.add.outer(700 * numpy.arange(9), 300 * numpy.arange(12))
write(gray, 16)
for selection in range(1, 8):
    run("dcmcjpeg", "+el", "+sv", str(selection), plain, case(f"dcmtk-lossless-{selection}.dcm"))
run("dcmcjpeg", "+el", "+sv", "5", "+pt", "3", plain, case("dcmtk-lossless-shift.dcm"))
write((gray >> 4).astype("i2") - 2048, 12, signed=1)
run("dcmcjpeg", plain, case("dcmtk-lossless-signed.dcm"))
# GDCM writes no secondary capture of several frames.
write((gray[1:] >> 4).astype("i2") - 2048, 12, signed=1)
run("gdcmconv", "--jpeg", plain, case("gdcm-lossless-signed.dcm"))
colours = scattered((2, 5, 7, 3), 8, "u1")
write(colours, 8)
run("dcmcjpeg", "+el", "+sv", "4", plain, case("dcmtk-lossless-rgb.dcm"))
write(colours[1:], 8)
run("gdcmconv", "--jpeg", plain, case("gdcm-lossless-rgb.dcm"))
write(scattered((2, 20, 40), 16, "u2"), 16)
run("dcmcjpeg", "+fs", "1", plain, case("dcmtk-lossless-fragments.dcm"))
run("dcmcjpeg", "+fs", "1", "-ot", plain, case("dcmtk-lossless-no-offsets.dcm"))

deflated = pydicom.dcmread(case("pydicom-frames.dcm"))
deflated.file_meta.TransferSyntaxUID = pydicom.uid.DeflatedExplicitVRLittleEndian
deflated.save_as(case("pydicom-deflated.dcm"))
run("dcmconv", "+td", case("pydicom-frames.dcm"), case("dcmtk-deflated.dcm"))

# A real file has what gzip puts behind deflated data.
with open(case("pydicom-deflated.dcm"), "rb") as file:
    whole = file.read()
start = 144 + int.from_bytes(whole[140:144], "little")
with open(case("gzip-deflated.dcm"), "wb") as file:
    file.write(whole[:start] + gzip.compress(zlib.decompress(whole[start:], -15), mtime=0)[10:])

program = """
import { writeFileSync } from "node:fs";
import { losslessJpeg, scattered } from "./core/dist/image/jpeg/lossless/made-lossless.test.data.js";
import { encapsulated, madeDicom } from "./core/dist/image/dicom/made-dicom.test.data.js";

const [width, height] = [6, 5];
function write(name, frames, samples, allocated) {
  const file = madeDicom("explicit", [
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00080018", "UI", "1.2.3"],
    ["00280002", "US", samples],
    ["00280004", "CS", samples === 3 ? "RGB" : "MONOCHROME2"],
    ...(samples === 3 ? [["00280006", "US", 0]] : []),
    ["00280008", "IS", String(frames.length)],
    ["00280010", "US", height],
    ["00280011", "US", width],
    ["00280100", "US", allocated],
    ["00280101", "US", allocated],
    ["00280102", "US", allocated - 1],
    ["00280103", "US", 0],
    encapsulated(frames.map(losslessJpeg)),
  ], { uid: "1.2.840.10008.1.2.4.57" });
  writeFileSync(`core/src/image/cases/${name}.dcm`, file);
}
// Three groups, because libijg of GDCM and dcmtk is built once for each.
for (const [first, last] of [[2, 8], [9, 12], [13, 16]]) {
  const frames = [];
  for (let bits = first; bits <= last; bits++) {
    for (let predictor = 1; predictor <= 7; predictor++) {
      const samples = scattered(width * height, bits, frames.length);
      const restart = frames.length % 3;
      frames.push({ width, height, bits, samples, predictor, restart });
    }
  }
  write(`lossless-${first}-to-${last}-bits`, frames, 1, last > 8 ? 16 : 8);
}
const colours = (predictor, restart, scans) =>
  ({ width, height, bits: 8, ids: [1, 2, 3], samples: scattered(90, 8, predictor), predictor, restart, scans });
writeFileSync("core/src/image/cases/lossless-rgb.jpg", losslessJpeg(colours(5, 2, [[0], [1], [2]])));
write("lossless-scans", [colours(1, 0), colours(4, 2), colours(5, 2, [[0], [1], [2]]), colours(7, 0, [[2], [0], [1]])], 3, 8);
"""
run("node", "--input-type=module", "--eval", program)
