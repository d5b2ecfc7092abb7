// Samples of OpenEXR images by OpenEXR itself, for core/scripts/independent-samples.py, and small images of
// every kind for core/src/image/cases:
//
//   g++ -o exr-samples core/scripts/exr-samples.cpp $(pkg-config --cflags --libs OpenEXR)
//   exr-samples FILE             writes the samples to standard output: interleaved, big-endian
//   exr-samples --write FOLDER   writes the images

#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfInputFile.h>
#include <ImfOutputFile.h>
#include <ImfStringAttribute.h>
#include <ImfTiledOutputFile.h>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

using namespace OPENEXR_IMF_NAMESPACE;

static size_t sizeOf(PixelType type) { return type == HALF ? 2 : 4; }

// The order in which channels stand in samples.
static std::vector<std::string> orderOf(const ChannelList &channels) {
  std::vector<std::string> names, usual;
  for (auto i = channels.begin(); i != channels.end(); ++i) names.push_back(i.name());
  for (const char *name : {"R", "G", "B", "Y", "A"})
    for (const auto &own : names)
      if (own == name) usual.push_back(own);
  return usual.size() == names.size() ? usual : names;
}

static void dump(const char *path) {
  InputFile file(path);
  const auto box = file.header().dataWindow();
  const size_t width = box.max.x - box.min.x + 1, height = box.max.y - box.min.y + 1;
  const auto names = orderOf(file.header().channels());
  const PixelType type = file.header().channels().begin().channel().type;
  const size_t size = sizeOf(type), pixel = names.size() * size;
  std::vector<char> data(width * height * pixel);
  FrameBuffer buffer;
  for (size_t i = 0; i < names.size(); i++) {
    char *base = data.data() + i * size - (box.min.x + (ptrdiff_t)box.min.y * (ptrdiff_t)width) * (ptrdiff_t)pixel;
    buffer.insert(names[i], Slice(type, base, pixel, pixel * width));
  }
  file.setFrameBuffer(buffer);
  file.readPixels(box.min.y, box.max.y);
  for (size_t i = 0; i < data.size(); i += size)
    for (size_t byte = size; byte-- > 0;) putchar(data[i + byte]);
}

static uint32_t random32() {
  static uint32_t state = 1;
  return state = state * 1664525 + 1013904223;
}

// A smooth picture with some noise, flat parts, and what is no number.
static uint32_t sample(PixelType type, int x, int y, int channel) {
  if (type == UINT) return y < 6 ? 70000 * channel + x : random32();
  float value = std::sin(0.2f * x + channel) * std::cos(0.15f * y) * 3.0f;
  if (x > 10 && y > 20) value = 0.25f;
  if (random32() % 11 == 0) value += (random32() >> 8) / 1e7f;
  uint32_t bits;
  std::memcpy(&bits, &value, 4);
  if (x == 1 && y == 1) bits = 0x7fc01234;
  if (x == 2 && y == 1) bits = 0xff812345;
  if (x == 3 && y == 1) bits = 0x80000000;
  if (x == 4 && y == 1) bits = 0xff800000;
  if (type == FLOAT) return bits;
  if (x == 1 && y == 1) return 0x7e12;
  if (x == 2 && y == 1) return 0xfd34;
  if (x == 3 && y == 1) return 0x8000;
  if (x == 4 && y == 1) return 0xfc00;
  return half(value).bits();
}

struct Case {
  const char *name;
  Compression compression;
  PixelType type;
  std::vector<std::string> channels;
  // Of tiles, where they are not 0.
  int across = 0, down = 0;
};

static void write(const std::string &folder, const Case &one) {
  const int left = -3, top = 5, width = 19, height = 37;
  Header header(IMATH_NAMESPACE::Box2i({0, 0}, {31, 47}),
                IMATH_NAMESPACE::Box2i({left, top}, {left + width - 1, top + height - 1}), 1.0f, {0, 0}, 1.0f,
                one.compression == ZIPS_COMPRESSION ? DECREASING_Y : INCREASING_Y, one.compression);
  header.insert("comments", StringAttribute("made for neuroveil"));
  for (const auto &name : one.channels) header.channels().insert(name, Channel(one.type));
  const size_t size = sizeOf(one.type);
  std::vector<std::vector<char>> planes;
  FrameBuffer buffer;
  for (size_t c = 0; c < one.channels.size(); c++) {
    planes.emplace_back(width * height * size);
    for (int i = 0; i < width * height; i++) {
      const uint32_t bits = sample(one.type, i % width, i / width, (int)c);
      std::memcpy(planes[c].data() + i * size, &bits, size);
    }
  }
  for (size_t c = 0; c < one.channels.size(); c++) {
    char *base = planes[c].data() - (left + (ptrdiff_t)top * width) * (ptrdiff_t)size;
    buffer.insert(one.channels[c], Slice(one.type, base, size, size * width));
  }
  const std::string path = folder + "/" + one.name;
  if (one.across > 0) {
    header.setTileDescription(TileDescription(one.across, one.down, ONE_LEVEL));
    TiledOutputFile file(path.c_str(), header);
    file.setFrameBuffer(buffer);
    file.writeTiles(0, file.numXTiles() - 1, 0, file.numYTiles() - 1);
    return;
  }
  OutputFile file(path.c_str(), header);
  file.setFrameBuffer(buffer);
  file.writePixels(height);
}

int main(int count, char **words) {
  if (count == 3 && std::string(words[1]) == "--write") {
    for (const Case &one : std::vector<Case>{
             {"openexr-none-float.exr", NO_COMPRESSION, FLOAT, {"Y"}},
             {"openexr-rle-half.exr", RLE_COMPRESSION, HALF, {"R", "G", "B"}},
             {"openexr-zips-float.exr", ZIPS_COMPRESSION, FLOAT, {"R", "G", "B"}},
             {"openexr-zip-half.exr", ZIP_COMPRESSION, HALF, {"R", "G", "B", "A"}},
             {"openexr-zip-uint.exr", ZIP_COMPRESSION, UINT, {"id", "depth.Z"}},
             {"openexr-piz-half.exr", PIZ_COMPRESSION, HALF, {"R", "G", "B"}},
             {"openexr-piz-float.exr", PIZ_COMPRESSION, FLOAT, {"Y", "A"}},
             {"openexr-piz-many.exr", PIZ_COMPRESSION, HALF, {"a", "b", "c", "d", "e"}},
             {"openexr-pxr24-half.exr", PXR24_COMPRESSION, HALF, {"R", "G", "B"}},
             {"openexr-pxr24-float.exr", PXR24_COMPRESSION, FLOAT, {"Y", "A"}},
             {"openexr-pxr24-uint.exr", PXR24_COMPRESSION, UINT, {"id", "depth.Z"}},
             {"openexr-b44-half.exr", B44_COMPRESSION, HALF, {"R", "G", "B"}},
             {"openexr-b44a-half.exr", B44A_COMPRESSION, HALF, {"R", "G", "B", "A"}},
             {"openexr-tiles-none-half.exr", NO_COMPRESSION, HALF, {"R", "G", "B"}, 8, 16},
             {"openexr-tiles-zip-float.exr", ZIP_COMPRESSION, FLOAT, {"R", "G", "B"}, 7, 5},
             {"openexr-tiles-piz-half.exr", PIZ_COMPRESSION, HALF, {"Y", "A"}, 16, 40},
             {"openexr-tiles-pxr24-uint.exr", PXR24_COMPRESSION, UINT, {"id"}, 10, 33},
         })
      write(words[2], one);
    return 0;
  }
  if (count != 2) return 2;
  dump(words[1]);
}
