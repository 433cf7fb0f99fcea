// Runs the measurements, prints what they found and writes it into docs/benchmarks.md:
//   node bench/all.ts              all of them
//   node bench/all.ts pipeline …   only these; the document stays as it is
import { loadavg } from "node:os";
import { describeConditions } from "./conditions.ts";
import { writeDocument } from "./document.ts";
import { measureFarDatabase } from "./far-database.ts";
import { measureInterviewLoad } from "./interview-load.ts";
import { measureInterviewTurn } from "./interview-turn.ts";
import { measureLiveTranscription } from "./live-transcription.ts";
import { type Measured, renderMeasured } from "./measured.ts";
import { measurePipeline } from "./pipeline.ts";
import { measureRequests } from "./requests.ts";
import { measureRoundTrips } from "./round-trips.ts";
import { measureStartUp } from "./start-up.ts";
import { measureTranscription } from "./transcription.ts";
import { measureUploadMemory } from "./upload-memory.ts";
import { measureWorkerSize } from "./worker-size.ts";

const measurements: Record<string, () => Measured | Promise<Measured>> = {
  requests: measureRequests,
  pipeline: measurePipeline,
  "round-trips": measureRoundTrips,
  "far-database": measureFarDatabase,
  "worker-size": measureWorkerSize,
  "start-up": measureStartUp,
  "upload-memory": measureUploadMemory,
  "interview-load": measureInterviewLoad,
  "interview-turn": measureInterviewTurn,
  transcription: () => measureTranscription(),
  "live-transcription": measureLiveTranscription,
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(measurements);
const loadBefore = loadavg();
const sections: string[] = [];
for (const name of names) {
  const measure = measurements[name];
  if (!measure) throw new Error(`There is no ${name}; there are ${Object.keys(measurements).join(", ")}.`);
  const begun = performance.now();
  const section = renderMeasured(await measure());
  sections.push(section);
  console.log(`${section}\n\n(${name} took ${Math.round((performance.now() - begun) / 1000)} s)\n`);
}
const conditions = describeConditions(loadBefore);
console.log(conditions);
if (asked.length === 0) writeDocument("measured", [conditions, ...sections]);
