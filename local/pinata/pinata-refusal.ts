/** A request that is answered with Pinata's error body, `{error: {code, message}}`. */
export class PinataRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "PinataRefusal";
    this.status = status;
  }
}
