import { createElevenLabsVoice } from "../../adapters/elevenlabs-voice.ts";
import { VendorError } from "../../core/errors.ts";

/**
 * Runs inside workerd: says the sentences of `?say=` (one each) by the voice of `?voice=` at `?vendor=`, or answers the
 * error as JSON.
 */
export default {
  async fetch(request: Request, { VENDOR_URL }: { VENDOR_URL: string }): Promise<Response> {
    const { searchParams } = new URL(request.url);
    const voice = createElevenLabsVoice({
      baseUrl: searchParams.get("vendor") ?? VENDOR_URL,
      apiKey: "key",
      model: "eleven_flash_v2_5",
      voices: { en: searchParams.get("voice") ?? "slt", es: "slt" },
    });
    try {
      const { contentType, body } = await voice.speak(searchParams.getAll("say"), {
        language: "en",
        requestId: "workerd",
      });
      return new Response(body, { headers: { "content-type": contentType } });
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      return Response.json({ code: error.code, retryAfter: error.retryAfter }, { status: 502 });
    }
  },
};
