/** An error as OpenAI's API words it; `status` is the HTTP status it is answered with. */
export class OpenAiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;

  constructor(
    status: number,
    message: string,
    detail: { type?: string; param?: string; code?: string } = {},
  ) {
    super(message);
    this.name = "OpenAiError";
    this.status = status;
    this.type = detail.type ?? "invalid_request_error";
    this.param = detail.param ?? null;
    this.code = detail.code ?? null;
  }

  /** The JSON body that goes on the wire. */
  toBody(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}
