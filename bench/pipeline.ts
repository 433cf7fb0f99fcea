import { type FamilyMember, joinFamily, waitUntil } from "../tests/family.ts";
import { type House, openHouse } from "../tests/house.ts";
import { readSpeech } from "../tests/recordings.ts";
import { type Measured, percentile, sum } from "./measured.ts";

const uploads = 20;
const clip = "jfk.wav";

/** Milliseconds of one recording's way from the first byte sent to the row that says ready. */
interface Way {
  total: number;
  transcription: number;
  text: number;
  pinning: number;
  vendors: number;
  ours: number;
  database: number;
}

/** How long a recording takes to become a memory, beyond what the vendors take. */
export async function measurePipeline(): Promise<Measured> {
  const house = await openHouse();
  try {
    const member = await joinFamily(house);
    // The first one loads the vendors' SDKs and the models.
    await makeMemory(house, member, 0);
    const ways: Way[] = [];
    for (let turn = 1; turn <= uploads; turn += 1) ways.push(await makeMemory(house, member, turn));
    const rows = (
      [
        ["from the first byte to ready", "total"],
        ["transcription", "transcription"],
        ["text", "text"],
        ["pinning and reading back", "pinning"],
        ["all vendors", "vendors"],
        ["ours: what is left", "ours"],
        ["of it the database", "database"],
      ] as const
    ).map(([what, field]) => {
      const values = ways.map((way) => way[field]);
      return {
        what,
        "p50 ms": Math.round(percentile(values, 50)),
        "p95 ms": Math.round(percentile(values, 95)),
      };
    });
    const p95 = Math.round(
      percentile(
        ways.map(({ ours }) => ours),
        95,
      ),
    );
    return {
      title: "From upload to ready",
      about: `${uploads} uploads of ${clip} (11 s), one after another, no two with the same octets, on Miniflare with its queues. A vendor's time is what passes between a request's arrival at a proxy before it and its answer's last byte; where two overlap it counts once.`,
      rows,
      goals: [{ what: "p95 beyond the vendors' own time", unit: "ms", measured: p95, atMost: 1000 }],
    };
  } finally {
    await house.close();
  }
}

async function makeMemory(house: House, member: FamilyMember, turn: number): Promise<Way> {
  const recording = await readSpeech(clip);
  // Another last sample makes it another recording, whose content id nobody has seen.
  new DataView(recording.buffer).setInt16(recording.length - 2, turn, true);
  const { database, openai, pinata } = house.vendors;
  for (const { seen } of Object.values(house.vendors)) seen.length = 0;
  const begun = performance.now();
  const { id } = await member.upload(recording);
  const ready = await findLog(house, id, (line) => line.event === "memory.ready");
  await findLog(house, id, (line) => line.event === "step.done" && line.step === "tidy");

  const end = Date.parse(String(ready.time)) - performance.timeOrigin;
  const spans = (proxy: House["vendors"]["openai"], path = "") =>
    proxy.seen
      .filter(({ url, begun }) => url.includes(path) && begun < end)
      .map((request): Span => [request.begun, Math.min(request.ended ?? end, end)]);
  const vendors = [...spans(openai), ...spans(pinata)];
  const total = end - begun;
  return {
    total,
    transcription: countCovered(spans(openai, "/audio/")),
    text: countCovered(spans(openai, "/chat/")),
    pinning: countCovered(spans(pinata)),
    vendors: countCovered(vendors),
    ours: total - countCovered(vendors),
    database: countCovered([...vendors, ...spans(database)]) - countCovered(vendors),
  };
}

function findLog(house: House, memoryId: string, is: (line: House["logs"][number]) => boolean) {
  return waitUntil(
    () => house.logs.find((line) => line.memoryId === memoryId && is(line)),
    "the memory is made",
  );
}

type Span = [begun: number, ended: number];

/** Milliseconds that lie in at least one of the spans. */
function countCovered(spans: Span[]): number {
  let until = Number.NEGATIVE_INFINITY;
  return sum(
    spans
      .toSorted(([a], [b]) => a - b)
      .map(([begun, ended]) => {
        const gained = Math.max(0, ended - Math.max(begun, until));
        until = Math.max(until, ended);
        return gained;
      }),
  );
}
