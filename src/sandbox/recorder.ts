/** Remembers what clients asked, for assertions on requests and for the contract check. */

import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

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

/** One exchange as the contract check reads it. No credentials are written. */
export interface Exchange {
  readonly method: string;
  readonly template: string;
  readonly query: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly contentType: string | null;
  readonly responseBody: unknown;
  /** True when a test made the answer up. */
  readonly injected: boolean;
  /** True when the sandbox itself had something to say against the request. */
  readonly flagged: boolean;
}

let files = 0;

/** Writes exchanges into a file of its own in `directory`, one JSON object per line. */
export function trafficWriter(directory: string): (exchange: Exchange) => void {
  mkdirSync(directory, { recursive: true });
  files += 1;
  const file = join(directory, `traffic-${process.pid}-${files}.ndjson`);
  return (exchange) => appendFileSync(file, `${JSON.stringify(exchange)}\n`);
}
