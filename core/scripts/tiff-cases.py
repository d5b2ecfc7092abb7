"""Makes the TIFFs of core/src/image/cases that libtiff and GDAL wrote.

Run from the repository, with Debian's python3-pil, python3-tifffile, python3-gdal and libtiff-tools
installed:

    /usr/bin/python3 core/scripts/tiff-cases.py

Then `core/scripts/independent-samples.py` records what libtiff reads of them.
"""

import os
import subprocess
import tempfile

import numpy
import tifffile
from osgeo import gdal
from PIL import Image

cases = os.path.join(os.path.dirname(__file__), "..", "src", "image", "cases")
random = numpy.random.default_rng(11)


def tiffcp(name, source, *options):
    target = os.path.join(cases, f"tiffcp-{name}.tif")
    subprocess.run(["tiffcp", *options, source, target], check=True, capture_output=True)


def writing():
    """Black strokes and dots of all lengths on white, as wide as a fax."""
    page = numpy.zeros((37, 1728), bool)
    for row in range(1, 36, 3):
        at = 0
        while at < 1728:
            run = int(random.choice([1, 2, 3, 9, 40, 64, 130, 700]))
            at += int(random.integers(1, 200))
            page[row : row + int(random.integers(1, 4)), at : at + run] = True
            at += run
    page[8:11] = False
    page[20, :] = True
    return page


def every_run():
    """White and black runs that take each code of T.4 once or more, in rows of 5300 pixels."""
    runs = [n for run in (*range(64), *range(64, 2561, 64)) for n in (run + 1, run)]
    rows, row = [], []
    for colour, run in enumerate(runs + [1]):
        # White and black change places from one row to the next.
        if sum(map(len, row)) + run > 5300:
            rows.append(numpy.concatenate(row + [numpy.zeros(5300 - sum(map(len, row)), bool)]))
            row = []
        row.append(numpy.full(run, colour % 2 == 1))
    rows.append(numpy.concatenate(row + [numpy.zeros(5300 - sum(map(len, row)), bool)]))
    return numpy.concatenate([numpy.stack(rows), ~numpy.stack(rows)])


def colours(width, height, channels):
    """Waves of colour with edges and some noise, so that neighbours of chroma differ."""
    y, x = numpy.mgrid[0:height, 0:width]
    waves = [numpy.sin(x / (4 + k) + k) * numpy.cos(y / (7 - k)) * 110 + 128 for k in range(channels)]
    picture = numpy.stack(waves, -1) + random.normal(0, 9, (height, width, 1))
    picture[height // 3 : height // 2, width // 4 : width // 2] = [250, 20, 60, 128][:channels]
    return picture.clip(0, 255).astype("u1")


with tempfile.TemporaryDirectory() as folder:
    fax = os.path.join(folder, "fax.tif")
    image = Image.fromarray(writing())
    image.save(fax, tiffinfo={262: 0})
    tiffcp("fax-g3-1d-fill", fax, "-c", "g3:1d:fill", "-r", "12")
    tiffcp("fax-g3-2d-lsb", fax, "-c", "g3:2d", "-f", "lsb2msb")
    tiffcp("fax-g4-tiles", fax, "-c", "g4", "-t", "-w", "512", "-l", "16")
    Image.fromarray(every_run()).save(fax, tiffinfo={262: 0})
    tiffcp("fax-g3-runs", fax, "-c", "g3:1d")
    jpeg = os.path.join(folder, "jpeg.tif")
    tifffile.imwrite(jpeg, colours(61, 45, 3), photometric="rgb")
    tiffcp("jpeg-ycc-tiles", jpeg, "-c", "jpeg:80", "-t", "-w", "32", "-l", "32")
    tiffcp("jpeg-rgb-strips", jpeg, "-c", "jpeg:r:70", "-r", "16")
    tifffile.imwrite(jpeg, colours(45, 37, 4), photometric="rgb", extrasamples=["unassalpha"])
    tiffcp("jpeg-rgba", jpeg, "-c", "jpeg:r:70", "-r", "16")
    tifffile.imwrite(jpeg, colours(45, 37, 1)[:, :, 0], photometric="minisblack")
    tiffcp("jpeg-gray", jpeg, "-c", "jpeg:70", "-r", "16")
    for name in ("copies", "mask"):
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
        path = os.path.join(cases, f"gdal-{name}.tif")
        driver, shape = gdal.GetDriverByName("GTiff"), (96, 80, 3, gdal.GDT_Byte)
        made = driver.Create(path, *shape, ["COMPRESS=JPEG", "PHOTOMETRIC=YCBCR", "TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32"])
        made.SetGeoTransform([500, 2, 0, 700, 0, -2])
        made.WriteArray(numpy.moveaxis(colours(96, 80, 3), -1, 0))
        if name == "mask":
            made.CreateMaskBand(gdal.GMF_PER_DATASET)
            made.GetRasterBand(1).GetMaskBand().WriteArray(numpy.tri(80, 96, dtype="u1") * 255)
        else:
            made.BuildOverviews("AVERAGE", [2, 4])
        made = None
    rle = os.path.join(cases, "pillow-fax-rle.tif")
    image.save(rle, compression="tiff_ccitt", tiffinfo={262: 1})
