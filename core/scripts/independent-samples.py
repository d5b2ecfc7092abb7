"""Hashes of samples by other decoders, to compare ours with.

Run from the repository, with the collection of images beside it and Debian's python3-pil,
python3-pydicom, python3-gdcm, python3-gdal, python3-tifffile, libtiff-tools, libheif-examples,
libjxl-tools and libopenexr-dev installed:

    /usr/bin/python3 core/scripts/independent-samples.py

Writes core/src/image/independent-samples.json: of every file that one of these reads without
conversion, SHA-256 over its samples as `samplesSha256` defines it, and what read it.
"""

import csv
import hashlib
import json
import os
import re
import subprocess
import tempfile
import warnings

import numpy
import PIL
import pydicom
import tifffile
from osgeo import gdal
from PIL import Image

warnings.simplefilter("ignore")
gdal.UseExceptions()
root = os.path.join(os.path.dirname(__file__), "..", "..")
data = os.path.join(root, "..", "shared", "data")
target = os.path.join(root, "core", "src", "image", "independent-samples.json")


def sha(array):
    """Samples interleaved, row by row, page by page, big-endian."""
    size = array.dtype.itemsize
    kind = {"b": "u", "i": "i", "u": "u", "f": "f"}[array.dtype.kind]
    big = numpy.ascontiguousarray(array).astype(f">{kind}{size}")
    return hashlib.sha256(big.tobytes()).hexdigest()


def pillow(path):
    image = Image.open(path)
    if getattr(image, "n_frames", 1) > 1:
        raise ValueError("several pictures")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode == "1":
        image = Image.fromarray(numpy.array(image).astype("u1"))
    if image.mode in ("I;16", "I;16B", "I"):
        return numpy.array(image).astype("u2")
    if image.mode not in ("L", "RGB", "RGBA"):
        raise ValueError(image.mode)
    return numpy.array(image)


def pfm(path):
    """Rows from the bottom up (netpbm's pfm(5)): there is no decoder among Debian's that is exact."""
    with open(path, "rb") as file:
        kind, size, scale = file.readline(), file.readline().split(), float(file.readline())
        shape = (int(size[1]), int(size[0]), 3 if kind[:2] == b"PF" else 1)
        rows = numpy.frombuffer(file.read(), "<f4" if scale < 0 else ">f4")
        return rows.reshape(shape)[::-1]


def with_gdal(path):
    names = [path]
    first = gdal.Open(path)
    if first.GetSubDatasets():
        names = [name for name, _ in first.GetSubDatasets()]
    if first.GetRasterBand(1).GetColorTable() is not None:
        raise ValueError("a palette")
    pages = []
    for name in names:
        array = gdal.Open(name).ReadAsArray()
        pages.append(array if array.ndim == 2 else numpy.moveaxis(array, 0, -1))
    array = numpy.stack(pages)
    signed = first.GetRasterBand(1).GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE")
    return array.astype("i1") if signed == "SIGNEDBYTE" else array


def with_libtiff(path):
    """Stored values of what others give as colours, or do not read: fax codes, JPEG as RGB."""
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "a.tif")
        # Of a damaged strip libtiff makes something up, with a warning.
        command = ["tiffcp", "-c", "none", "-f", "msb2lsb", "-s", path, name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        if re.search(r"Premature|mismatch|Bad code|Corrupt", done.stderr):
            raise ValueError("damaged")
        return tifffile.imread(name).astype("u1")


def bmp(path):
    """Palettes by GDAL: Pillow 9 reads runs of 4 bits wrongly."""
    image = gdal.Open(path)
    table = image.GetRasterBand(1).GetColorTable()
    if table is None:
        return pillow(path)
    colours = [table.GetColorEntry(i)[:3] for i in range(table.GetCount())]
    return numpy.array(colours, "u1")[image.ReadAsArray()]


#: JPEG, extended JPEG, JPEG 2000: what they decode to is not defined to the bit.
lossy = ["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"]
jpeg_ls = "1.2.840.10008.1.2.4.80"


def with_pydicom(path):
    image = pydicom.dcmread(path)
    syntax = image.file_meta.TransferSyntaxUID
    if syntax in lossy:
        raise ValueError("lossy")
    if syntax == jpeg_ls and image.PixelRepresentation == 1 and image.BitsStored != image.BitsAllocated:
        raise ValueError("pydicom 2 does not extend the sign of JPEG-LS")
    return image.pixel_array


def with_libheif(path):
    """What HEVC decodes to is defined; how it becomes RGB is not, where colours have fewer samples."""
    if "444" not in path:
        raise ValueError("subsampled")
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "a.png")
        subprocess.run(["heif-convert", path, name], check=True, capture_output=True)
        return numpy.array(Image.open(name))


def with_libjxl(path):
    """Stored values of a lossless one; djxl's PNG of other depths than 8 and 16 bits is scaled twice."""
    said = subprocess.run(["jxlinfo", path], check=True, capture_output=True, text=True).stdout
    if "lossless" not in said:
        raise ValueError("lossy")
    if "float" in said:
        raise ValueError("floats, which stay a file")
    bits = int(re.search(r"(\d+)-bit", said).group(1))
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "a.npy")
        subprocess.run(["djxl", path, name], check=True, capture_output=True)
        # Of an animation all frames, as they are shown.
        values = numpy.load(name) * (2**bits - 1)
        return numpy.round(values).astype("u1" if bits <= 8 else "u2")


def build_exr():
    source = os.path.join(os.path.dirname(__file__), "exr-samples.cpp")
    program = os.path.join(tempfile.mkdtemp(), "exr-samples")
    libraries = [f"-l{name}-3_1" for name in ("OpenEXR", "Imath", "Iex", "IlmThread")]
    headers = ["-I/usr/include/OpenEXR", "-I/usr/include/Imath"]
    subprocess.run(["g++", "-o", program, source, *headers, *libraries], check=True)
    return program


exr = build_exr()


def with_openexr(path):
    """Bytes in our order already."""
    samples = subprocess.run([exr, path], check=True, capture_output=True).stdout
    return numpy.frombuffer(samples, "u1")


def version_of(package):
    return subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True
    ).stdout


readers = {
    "bmp": ("GDAL", bmp),
    "gif": ("Pillow", pillow),
    "webp": ("Pillow", pillow),
    "jp2": ("Pillow", pillow),
    "pgm": ("Pillow", pillow),
    "ppm": ("Pillow", pillow),
    "pbm": ("Pillow", pillow),
    "pfm": ("numpy", pfm),
    "dcm": ("pydicom", with_pydicom),
    "heif": ("libheif", with_libheif),
    "heic": ("libheif", with_libheif),
    "jxl": ("libjxl", with_libjxl),
    "exr": ("OpenEXR", with_openexr),
}
files = {}
with open(os.path.join(data, "INDEX.csv")) as index:
    paths = [row["path"] for row in csv.DictReader(index) if row["expect"] == "valid"]
cases = os.path.join(root, "core", "src", "image", "cases")
own = [f"cases/{name}" for name in sorted(os.listdir(cases))]
for path in sorted(paths) + own:
    where = os.path.join(cases, path[6:]) if path in own else os.path.join(data, path)
    extension = path.lower().rsplit(".", 1)[-1]
    if path.startswith(("imagenet", "video", "mnist", "cifar")):
        continue
    if extension in ("tif", "tiff"):
        choices = [("tifffile", tifffile.imread), ("GDAL", with_gdal), ("Pillow", pillow)]
        try:
            with tifffile.TiffFile(where) as opened:
                first = opened.pages[0]
                if first.compression in (2, 3, 4, 7):
                    choices = [("libtiff", with_libtiff), ("GDAL", with_gdal)]
                # Planes come in front, and palettes and small depths as they are.
                elif first.photometric == 3:
                    colours = first.colormap
                    eight = (colours % 257 == 0).all() or (colours < 256).all()
                    choices = [("Pillow", pillow)] if eight else [("tifffile", tifffile.imread)]
                elif first.planarconfig == 2:
                    choices = choices[1:]
        except Exception:
            choices = choices[1:]
    elif extension in readers:
        choices = [readers[extension]]
    else:
        continue
    for name, read in choices:
        try:
            array = read(where)
        except Exception:
            continue
        files[path] = {"sha256": sha(array), "by": name}
        break

versions = {
    "Pillow": PIL.__version__,
    "pydicom": pydicom.__version__,
    "GDAL": gdal.__version__,
    "tifffile": tifffile.__version__,
    "numpy": numpy.__version__,
    "libtiff": version_of("libtiff6"),
    "libheif": version_of("libheif1"),
    "libjxl": version_of("libjxl0.7"),
    "OpenEXR": version_of("libopenexr-3-1-30"),
}
with open(target, "w") as file:
    json.dump({"versions": versions, "files": files}, file, indent=2)
    file.write("\n")
print(len(files))
