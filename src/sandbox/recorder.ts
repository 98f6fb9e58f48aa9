/** Remembers what clients asked, for assertions on requests and for the contract check. */

/** One API request. */
export interface RecordedRequest {
  readonly method: string;
  /** As the API documentation writes it, without the `/api/v3` prefix; the raw path when the operation is unknown. */
  readonly template: string;
  readonly path: string;
  readonly status: number;
  /** `app`, `installation:ID`, a login, or `anonymous`. */
  readonly actor: string;
}

/** Something that the real platform would refuse, silently ignore, or that this copy does not know. */
export interface Violation {
  readonly kind: "unknown-operation" | "unknown-key" | "webhook-schema" | "unhandled-error";
  readonly where: string;
  readonly message: string;
}
