import { createOpenAiLiveTranscriber } from "../../adapters/openai-live-transcriber.ts";
import { VendorError } from "../../core/errors.ts";

/** Runs inside workerd: hears the sound that it is sent, and answers what it heard, or how the line was refused or lost. */
export default {
  async fetch(request: Request): Promise<Response> {
    const pcm = new Uint8Array(await request.arrayBuffer());
    const apiKey = request.headers.get("x-key") ?? "";
    const baseUrl = request.headers.get("x-vendor") ?? "";
    const live = createOpenAiLiveTranscriber({ baseUrl, apiKey, model: "gpt-4o-transcribe" });
    let parts = 0;
    let losses = 0;
    try {
      const ear = await live.open({
        requestId: "workerd",
        language: "en",
        prompt: "",
        onHeard: () => {
          parts += 1;
        },
        onLost: () => {
          losses += 1;
        },
      });
      ear.hear(pcm);
      return Response.json({ segments: await ear.finish(), parts });
    } catch (error) {
      return Response.json({ code: error instanceof VendorError ? error.code : String(error), losses });
    }
  },
};
