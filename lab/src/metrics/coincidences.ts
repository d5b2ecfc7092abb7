import { firstRows, withinFirstRows, type ByteLanes } from "./byte-lanes.ts";
import { meetingTest, type Meeting } from "./meeting-test.ts";
import { judged, type Metric, type Test } from "./metric.ts";

/** Every two bytes of one lane this many pixels apart at the most, across and down, are compared. */
const reach = 8;
/** In masks and in images of one tone: what repeats there shows in its blocks as well. */
const nearReach = 4;

/** How often bytes of one lane are equal that lie a distance apart, for each of many distances. */
function atDistances({ data, lanes, row }: ByteLanes, reach: number): readonly Meeting[] {
  const found: Meeting[] = [];
  for (let down = 0; down <= reach; down++)
    for (let right = -reach; right <= reach; right++) {
      if (down === 0 && right <= 0) continue;
      const lag = down * row + right * lanes;
      if (lag <= 0 || lag >= data.length) continue;
      found.push({ equal: equalAt(data, lag), n: data.length - lag });
    }
  return found;
}

function equalAt(data: Uint8Array, lag: number): number {
  let equal = 0;
  for (let i = 0; i + lag < data.length; i++) if (data[i] === data[i + lag]) equal++;
  return equal;
}

/** How often bytes are equal that lie opposite each other: mirrored across, down, and both. */
function inMirrors({ data, lanes, row }: ByteLanes): readonly Meeting[] {
  const columns = row / lanes;
  const rows = Math.floor(data.length / row);
  const across = { equal: 0, n: 0 };
  const down = { equal: 0, n: 0 };
  const both = { equal: 0, n: 0 };
  const count = (meeting: { equal: number; n: number }, a: number, b: number): void => {
    // Every two meet once, and none meets itself.
    if (a >= b) return;
    meeting.n++;
    if (data[a] === data[b]) meeting.equal++;
  };
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let lane = 0; lane < lanes; lane++) {
        const at = y * row + x * lanes + lane;
        const [left, up] = [(columns - 1 - x) * lanes + lane, (rows - 1 - y) * row];
        count(across, at, y * row + left);
        count(down, at, up + x * lanes + lane);
        count(both, at, up + left);
      }
  return [across, down, both].filter(({ n }) => n > 0);
}

/** The most conspicuous number of equal bytes of all these places. */
export function coincidencesTest(
  id: string,
  bytes: ByteLanes,
  reach: number = nearReach,
): readonly Test[] {
  const meetings = [...atDistances(bytes, reach), ...inMirrors(bytes)];
  return meetings.length === 0 ? [] : [meetingTest(id, meetings, bytes.levels)];
}

export const coincidences: Metric = judged({
  subject: "cipherImage",
  notes: [
    {
      id: "coincidences",
      meaning:
        "How often bytes are equal that lie a small distance apart, or opposite each other, where that is most conspicuous.",
    },
  ],
  measure: (image) => coincidencesTest("coincidences", firstRows(image), reach),
});

export const maskCoincidences: Metric = judged({
  subject: "masks",
  notes: [
    { id: "mask-coincidences", meaning: "The same of the bytes of the mask, if there was one." },
  ],
  measure: (masks) => {
    const streams = [masks.exclusiveOr, masks.difference].map((mask) => withinFirstRows(mask));
    const meetings = streams.flatMap((bytes) =>
      atDistances(bytes, nearReach).concat(inMirrors(bytes)),
    );
    const { levels } = masks.exclusiveOr;
    return meetings.length === 0 ? [] : [meetingTest("mask-coincidences", meetings, levels)];
  },
});
