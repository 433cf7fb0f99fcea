import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Known to everybody who can read this: only a local run, reachable from this computer alone, makes this account. */
export const demoAccount = {
  name: "Rose Miller",
  email: "demo@memoryvault.example",
  password: "tell-me-a-story",
};

interface Shown {
  id: string;
  status: string;
  stage?: { name: string; progress: number };
  failure?: { code: string; detail: string };
  title: string;
}

/**
 * Makes the demo family, sends a real recording through the public API as any client would, and tells each stage as it
 * comes. A family that has a memory already keeps what it has.
 */
export async function seedDemoFamily(options: {
  url: string;
  recording: string;
  title?: string;
  onStage: (text: string) => void;
}): Promise<{ memoryId: string; title: string }> {
  const { url, onStage } = options;
  const token = await signIn(url);
  const api = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
    if (!response.ok)
      throw new Error(
        `${init.method ?? "GET"} ${path} answered ${response.status}: ${await response.text()}`,
      );
    return (await response.json()) as T;
  };

  const { families } = await api<{ families: { id: string }[] }>("/me");
  const familyId = families[0]?.id;
  if (!familyId) throw new Error("The demo account has no family.");
  const { items } = await api<{ items: Shown[] }>(`/families/${familyId}/memories`);
  const present = items.at(-1);
  const memory = present ?? (await upload());
  return { memoryId: memory.id, title: await follow(memory) };

  async function upload(): Promise<Shown> {
    onStage("Uploading a sample recording");
    const form = new FormData();
    form.set("audio", new Blob([readFileSync(options.recording)]), options.recording.split("/").at(-1));
    return api<Shown>(`/families/${familyId}/memories`, {
      method: "POST",
      body: form,
      headers: { "Idempotency-Key": "demo-sample" },
    });
  }

  async function follow(first: Shown): Promise<string> {
    let told = "";
    for (let memory = first; ; memory = await api<Shown>(`/memories/${memory.id}`)) {
      const sentence = describe(memory);
      if (sentence !== told) onStage(sentence);
      told = sentence;
      if (memory.status === "ready") return memory.title;
      if (memory.status === "failed")
        throw new Error(`The sample recording failed: ${memory.failure?.code} ${memory.failure?.detail}`);
      await wait(250);
    }
  }
}

function describe({ status, stage, title }: Shown): string {
  const done = stage && stage.progress > 0 ? `, ${Math.round(stage.progress * 100)} %` : "";
  const sentences: Record<string, string> = {
    uploaded: "The recording has arrived",
    transcribing: `Listening to the words${done}`,
    enriching: `Reading what was told${done}`,
    pinning: `Putting the recording where it is kept${done}`,
    ready: `Ready: “${title}”`,
  };
  return sentences[status] ?? status;
}

async function signIn(url: string): Promise<string> {
  const post = (path: string) =>
    fetch(`${url}/api/v1/auth/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(demoAccount),
    });
  let response = await post("sign-in/email");
  if (!response.ok) response = await post("sign-up/email");
  if (!response.ok)
    throw new Error(`The demo account can't be made: ${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token?: string };
  if (!token) throw new Error("The demo account's sign-in brought no session token.");
  return token;
}
