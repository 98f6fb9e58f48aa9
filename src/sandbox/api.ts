/** The HTTP face of the API: REST and GraphQL requests, faults on purpose, and the record of it all. */

import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api-error.ts";
import { describeActor } from "./auth.ts";
import type { FaultAction } from "./faults.ts";
import { takeFault } from "./faults.ts";
import { answerGraphql } from "./graphql/execute.ts";
import type { Exchange } from "./recorder.ts";
import type { RestAnswer, RestRequest } from "./rest.ts";
import { answer, identify, match } from "./rest.ts";
import { countRequest, rateHeaders } from "./routes/rate.ts";
import type { Credentials } from "./registration.ts";
import type { World } from "./world.ts";

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Answers an API request; `undefined` means that the connection is to be cut. */
export async function handleApi(
  world: World,
  request: ApiRequest,
  record: ((exchange: Exchange) => void) | undefined,
): Promise<Response | undefined> {
  const graphql = request.url.pathname === "/api/graphql";
  const path = graphql ? "/graphql" : request.url.pathname.slice("/api/v3".length) || "/";
  const template = graphql ? path : (match(request.method, path)?.operation.template ?? path);
  const credentials = identify(world, request.headers);
  const known: Credentials = credentials instanceof ApiError ? { kind: "anonymous" } : credentials;
  const perform = async () =>
    graphql
      ? await answerGraphql(world, credentials, request.body)
      : await answer(world, { ...request, path } satisfies RestRequest, credentials);

  const violations = world.violations.length;
  const fault = takeFault(world.faults, { method: request.method, template, path, body: request.body });
  const result = await withFault(fault, perform);
  const status = result?.status ?? 0;
  world.requests.push({ method: request.method, template, path, status, actor: describeActor(known) });
  record?.({
    method: request.method,
    template,
    query: Object.fromEntries(request.url.searchParams),
    requestBody: parsed(request.body),
    status,
    contentType: result?.headers["content-type"] ?? null,
    responseBody: result?.json,
    injected: fault !== undefined && fault.kind !== "delay",
    flagged: world.violations.length > violations,
  });
  if (!result) return undefined;
  countRequest(world, known, result.status);
  return toResponse(request.method, result, rateHeaders(world, known));
}

async function withFault(
  fault: FaultAction | undefined,
  perform: () => Promise<RestAnswer>,
): Promise<RestAnswer | undefined> {
  switch (fault?.kind) {
    case undefined:
      return await perform();
    case "delay": {
      const early = fault.effect ? await perform() : undefined;
      await sleep(fault.ms);
      return early ?? (await perform());
    }
    case "drop":
      if (fault.effect) await perform();
      return undefined;
    case "respond":
      if (fault.effect) await perform();
      return jsonAnswer(fault.status, fault.body, fault.headers ?? {});
    case "rewrite": {
      const real = await perform();
      return jsonAnswer(real.status, fault.body(real.json), real.headers);
    }
  }
}

function jsonAnswer(status: number, json: unknown, headers: Readonly<Record<string, string>>): RestAnswer {
  const body = json === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(json));
  return { status, json, body, headers: { "content-type": "application/json; charset=utf-8", ...headers } };
}

function toResponse(method: string, result: RestAnswer, limits: Record<string, string>): Response {
  const headers = new Headers({ "x-github-media-type": "github.v3; format=json", ...limits, ...result.headers });
  const empty = method === "HEAD" || [204, 304].includes(result.status) || result.body.length === 0;
  return new Response(empty ? null : new Uint8Array(result.body), { status: result.status, headers });
}

function parsed(body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
