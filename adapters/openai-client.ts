import OpenAI from "openai";

/** Where an OpenAI-compatible server answers. `fetch` is the runtime's own when it isn't given. */
export interface OpenAiConfig {
  baseUrl: string;
  apiKey: string;
  model: string;
  fetch?: typeof fetch;
}

/**
 * The real SDK on any OpenAI-compatible server. It never retries by itself (the pipeline does, with the lease's
 * knowledge) and never logs (a request's body is a family's words).
 */
export function createOpenAiClient(config: OpenAiConfig, timeoutSeconds: number): OpenAI {
  return new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl,
    fetch: config.fetch,
    maxRetries: 0,
    timeout: timeoutSeconds * 1000,
    logLevel: "off",
  });
}
