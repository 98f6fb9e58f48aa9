/** One REST operation, typed end to end by GitHub's published description. */

import type { paths } from "@octokit/openapi-types";
import type { z } from "zod";
import { ApiError, notFound } from "../api-error.ts";
import type { Credentials } from "../registration.ts";
import type { Repository } from "../store.ts";
import type { World } from "../world.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The published path templates that know `M`. */
export type Template<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, unknown> ? P : never;
}[keyof paths];

/** The published description of one operation. */
export type Published<M extends Method, P extends keyof paths> = M extends keyof paths[P] ? paths[P][M] : never;

type Success = 200 | 201 | 202 | 204 | 302;
type JsonOf<R> = R extends { content: infer Content }
  ? [Content] extends [never]
    ? undefined
    : Content extends { "application/json": infer Body }
      ? Body
      : undefined
  : undefined;
type Headers = Readonly<Record<string, string>>;

type JsonReply<O> = O extends { responses: infer R }
  ? {
      [S in keyof R & Success]: JsonOf<R[S]> extends undefined
        ? { readonly status: S; readonly headers?: Headers }
        : { readonly status: S; readonly body: JsonOf<R[S]>; readonly headers?: Headers };
    }[keyof R & Success]
  : never;

/** An answer that is no JSON: diffs, raw files. */
export interface RawReply {
  readonly status: number;
  readonly raw: Uint8Array;
  readonly contentType: string;
  readonly headers?: Headers;
}

export interface AnyReply {
  readonly status: number;
  readonly body?: unknown;
  readonly raw?: Uint8Array;
  readonly contentType?: string;
  readonly headers?: Headers;
}

type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? keyof NonNullable<Q> & string : never;

/** What a handler is given. */
export interface Context<Body = undefined> {
  readonly world: World;
  readonly credentials: Credentials;
  /** The login under which the caller writes; throws the API's 401 for anonymous callers. */
  readonly actor: () => string;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: Body;
  /** The request's URL, for links to other pages. */
  readonly url: URL;
  /** Present for every template with `{owner}/{repo}`, already checked for access. */
  readonly repository: Repository;
}

interface Spec<O, S extends z.ZodType> {
  /** `app`: only with the App's own token. `any`: no repository is involved. The default checks the repository's permissions. */
  readonly auth?: "app" | "any";
  readonly query?: readonly QueryOf<O>[];
  readonly body?: S;
  readonly handle: (context: Context<z.output<S>>) => Promise<JsonReply<O> | RawReply> | JsonReply<O> | RawReply;
}

export interface Operation {
  readonly method: Method;
  readonly template: string;
  readonly auth: "app" | "any" | "repository";
  readonly query: readonly string[];
  readonly body: z.ZodType | undefined;
  readonly handle: (context: Context<never>) => Promise<AnyReply> | AnyReply;
}

/** Declares an operation; wrong fields in the answer and unknown query names do not compile. */
export function operation<M extends Method, P extends Template<M>, S extends z.ZodType = z.ZodUndefined>(
  method: M,
  template: P,
  spec: Spec<Published<M, P>, S>,
): Operation {
  return {
    method,
    template,
    auth: spec.auth ?? "repository",
    query: spec.query ?? [],
    body: spec.body,
    handle: spec.handle,
  };
}

/** A path parameter as a positive number; everything else names nothing. */
export function numberParam(context: Context<unknown>, name: string): number {
  const text = context.params[name] ?? "";
  if (!/^\d{1,15}$/.test(text)) throw notFound();
  return Number(text);
}

/** One page of a list with the `Link` header that the API adds. `per_page` is at most 100. */
export function paged<T>(context: Context<unknown>, items: readonly T[]): { body: T[]; headers: Headers } {
  const read = (name: string, fallback: number) => {
    const value = Number(context.query.get(name) ?? fallback);
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  const size = Math.min(read("per_page", 30), 100);
  const page = read("page", 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const url = new URL(context.url);
    url.searchParams.set("page", String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  const body = items.slice((page - 1) * size, page * size);
  return { body, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}

/** The element, or the API's 404. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw notFound();
  return value;
}

/** Refuses writes where the platform would. */
export function refuseIfArchived(repository: Repository): void {
  if (repository.archived) throw new ApiError(403, "Repository was archived so is read-only.");
}
