/** An error as ElevenLabs' API words it: `{detail: {status, message}}`, or FastAPI's list of fields for a 422. */
export class ElevenLabsError extends Error {
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ElevenLabsError";
    this.status = status;
    this.detail = { status: code, message };
  }

  /** The JSON body that goes on the wire. */
  toBody(): { detail: unknown } {
    return { detail: this.detail };
  }
}

/** A body that isn't as documented: 422 with each field that is wrong. */
export class InvalidRequest extends ElevenLabsError {
  override readonly detail: { loc: (string | number)[]; msg: string; type: string }[];

  constructor(fields: { path: PropertyKey[]; message: string }[]) {
    super(422, "invalid_request", "The request isn't valid.");
    this.name = "InvalidRequest";
    this.detail = fields.map(({ path, message }) => ({
      loc: ["body", ...path.map((step) => (typeof step === "number" ? step : String(step)))],
      msg: message,
      type: "value_error",
    }));
  }
}
