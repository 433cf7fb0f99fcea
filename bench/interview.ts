// Fifty simulated narrators are interviewed by the real rules, and an independent judge reads what came of it:
//   npm run bench:interview               all of them; writes it into docs/benchmarks.md
//   npm run bench:interview -- --small    six narrators; the document stays as it is
// With OPENAI_API_KEY (and OPENAI_TEXT_MODEL) the vendor's model is measured, too.
import { loadavg } from "node:os";
import { createOpenAiInterviewer } from "../adapters/openai-interviewer.ts";
import type { Interviewer } from "../core/ports.ts";
import { startOpenAi } from "../local/openai/server.ts";
import { describeConditions } from "./conditions.ts";
import { writeDocument } from "./document.ts";
import { describeInterviewers, type Interviewed } from "./interview/describe.ts";
import { askFixedList } from "./interview/fixed-list.ts";
import { judgeInterview } from "./interview/judge.ts";
import { createNarrators } from "./interview/narrators.ts";
import { type Run, runInterview } from "./interview/run-interview.ts";
import { renderMeasured } from "./measured.ts";

const isSmall = process.argv.includes("--small");
const showsAll = process.argv.includes("--show");
const count = isSmall ? 6 : 50;
const turns = 12;
const vendorModel = process.env.OPENAI_TEXT_MODEL ?? "gpt-4.1-mini";

const loadBefore = loadavg();
const fixed = createNarrators(count).map((narrator) => ({
  narrator,
  transcript: askFixedList(narrator, turns),
}));
const measured = [await interviewLocally(), await interviewWithVendor()];
const sections = describeInterviewers(fixed, measured, { count, turns });
const conditions = describeConditions(loadBefore);
console.log([...sections.map(renderMeasured), conditions].join("\n\n"));
if (!isSmall && !showsAll) writeDocument("measured-interview", [conditions, ...sections.map(renderMeasured)]);

async function interviewLocally(): Promise<Interviewed> {
  const standIn = await startOpenAi();
  try {
    const interviewer = createOpenAiInterviewer({
      baseUrl: standIn.url,
      apiKey: "local",
      model: "memoryvault-local",
    });
    return { name: "local", runs: await interviewAll(interviewer, 1) };
  } finally {
    await standIn.close();
  }
}

async function interviewWithVendor(): Promise<Interviewed> {
  const name = `OpenAI, ${vendorModel}`;
  const apiKey = process.env.OPENAI_API_KEY;
  if (!apiKey) return { name: "OpenAI", notRun: "not run: no key" };
  const interviewer = createOpenAiInterviewer({
    baseUrl: process.env.OPENAI_TEXT_BASE_URL ?? "https://api.openai.com/v1",
    apiKey,
    model: vendorModel,
  });
  return { name, runs: await interviewAll(interviewer, 5) };
}

/** `atOnce` narrators at a time. */
async function interviewAll(interviewer: Interviewer, atOnce: number): Promise<Run[]> {
  const waiting = createNarrators(count).map((narrator, at) => ({ narrator, at }));
  const runs: Run[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const run = await runInterview(next.narrator, next.at + 1, interviewer, turns);
      runs.push(run);
      if (showsAll) showRun(run);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return runs;
}

function showRun({ narrator, transcript, rejected, problems, replaced }: Run): void {
  console.log(`\n${narrator.name}: ${rejected} turned down (${problems.join(" ")}), ${replaced} replaced`);
  for (const { said, question, answer, told } of transcript.turns) {
    console.log(`  asked:    ${said.length > 60 ? "…" : said} ${question}`);
    console.log(`  answered: ${answer} ${told.length > 0 ? `[${told.join()}]` : ""}`);
  }
  const { breaches, ungrounded } = judgeInterview(transcript);
  for (const { rule, question } of breaches) console.log(`  BREACH of ${rule}: ${question}`);
  for (const question of ungrounded) console.log(`  not grounded: ${question}`);
}
