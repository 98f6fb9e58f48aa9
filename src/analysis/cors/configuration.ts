import type { OptIn } from "./opt-in.ts";
import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Application } from "../application/application.ts";
import type { Scope } from "../scopes.ts";
import { itemsOf, type Resolved } from "../settings/resolved.ts";

/** One option of a CORS configuration: as written, and what it comes to. */
export interface CorsOption {
  /** `undefined` where the option is left out, or given by `**options`. */
  readonly expr: Expr | undefined;
  readonly value: Resolved;
}

/** A place where code says which origins may read its answers. */
export interface CorsConfiguration {
  /** `socket`: a Socket.IO server, which has rules of its own. */
  readonly how: "middleware" | "socket";
  /** What a reader calls it: `CORSMiddleware`, `LocalhostCORSMiddleware`, `AsyncServer`. */
  readonly name: string;
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly origins: CorsOption;
  readonly regex: CorsOption;
  readonly credentials: CorsOption;
  readonly methods: CorsOption;
  readonly headers: CorsOption;
  /** Only where the application is being developed or tested. */
  readonly development: boolean;
  /** It stands in a branch on its own origins that is not taken with what they come to by default. */
  readonly idle: boolean;
  /** The test in front of it that somebody has to make pass first, as far as that can be told. Worked out when asked for: it follows settings. */
  readonly optIn: () => OptIn | undefined;
  /** Its class decides about origins by itself: why what it is given does not say enough. */
  readonly own: string | undefined;
  /** The application that it is a layer of, where that is known. */
  readonly application: Application | undefined;
  /** A comment beside it says who may call. */
  readonly explained: boolean;
}

/** Whether it says by itself whom it admits where people use the application. */
export function isAsked({ development, idle, own }: CorsConfiguration): boolean {
  return !development && !idle && own === undefined;
}

/** Why it is not known whom a configuration admits; `undefined` when it is. */
export function unresolvedReason({ own, origins, regex, credentials }: CorsConfiguration): string | undefined {
  if (own !== undefined) return own;
  for (const { value } of [origins, regex, credentials]) {
    const { data } = value;
    const isOpen = (data.k === "list" || data.k === "tuple" || data.k === "set") && data.open;
    const isBlank = (data.k === "str" || data.k === "bool") && data.v === undefined;
    if (data.k === "unknown" || data.k === "object" || data.k === "method" || isOpen || isBlank)
      return value.reason ?? "an expression that is not followed";
    const blank = itemsOf(value)?.find(
      (item) => !/^(?:str|none)$/.test(item.data.k) || (item.data.k === "str" && item.data.v === undefined),
    );
    if (blank !== undefined) return blank.reason ?? "an entry that is not followed";
  }
  return undefined;
}
