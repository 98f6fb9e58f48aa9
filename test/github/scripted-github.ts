import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ProbotOctokit } from "probot";

import type { PullRequestAccess } from "../../src/github/repository.ts";

/** One answer of the server. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ScriptedRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Script = (request: ScriptedRequest) => Answer | undefined;

export interface ScriptedGitHub {
  readonly access: PullRequestAccess;
  readonly requests: ScriptedRequest[];
  /** Replaces what is answered. */
  readonly script: (script: Script) => void;
  readonly close: () => Promise<void>;
}

/** A server on loopback that answers as told, and a client for it: for GitHub's answers that no well-behaved server gives. */
export async function startScriptedGitHub(): Promise<ScriptedGitHub> {
  let script: Script = () => undefined;
  const requests: ScriptedRequest[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = {
      method: incoming.method ?? "",
      path: (incoming.url ?? "").replace("/api/v3", ""),
      body: await readJson(incoming),
    };
    requests.push(request);
    const {
      status = 200,
      body = {},
      headers = {},
    } = script(request) ?? { status: 404, body: { message: "Not Found" } };
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(body instanceof Uint8Array ? body : JSON.stringify(body));
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const octokit = new ProbotOctokit({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
    auth: { token: "t" },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    access: { octokit, owner: "acme", repo: "shop", number: 3 },
    requests,
    script: (next) => {
      script = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readJson(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}
