/** What a command fetches. */
export interface FetchedUrl {
  readonly host: string;
  readonly port?: string;
  /** `undefined` when a variable is part of it. */
  readonly path: string | undefined;
  /** Where it begins in the command. */
  readonly at: number;
}

const URL = /\bhttps?:\/\/([^\s"'`\\/()]{1,200})(\/[^\s"'`\\)<>|;&]{0,300})?/;

/** `curl -f localhost:8000/health`: fetchers complete the scheme. */
const BARE_URL =
  /\b(?:curl|wget|http)\b[^\n|;&]{0,300}?[\s"']((?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::[\w${}-]{1,40})?)(\/[^\s"'`\\)<>|;&]{0,300})?(?=[\s"'`|;&)]|$)/;

/** The URL that a health command fetches with curl, wget, Python or the like; `undefined` when it does something else. */
export function fetchedUrl(command: string): FetchedUrl | undefined {
  const bounded = command.slice(0, 4000);
  const match = URL.exec(bounded) ?? BARE_URL.exec(bounded);
  if (match === null) return undefined;
  const [whole, authority = "", path] = match;
  const [, host = authority, port] = /^(.*?)(?::(\d+|\$.*|[^:\]]+))?$/.exec(authority.replace(/^[^@]*@/, "")) ?? [];
  return {
    host,
    ...(port === undefined || !/^\d+$/.test(port) ? {} : { port }),
    path: literalPath(path),
    at: match.index + whole.indexOf(authority),
  };
}

/** A path without its query; `undefined` when something fills parts of it in. */
export function literalPath(path: string | undefined): string | undefined {
  const bare = (path ?? "").replace(/[?#].*$/, "");
  return /[${}\uFFFC]/.test(bare) ? undefined : bare === "" ? "/" : bare;
}

/** Whether a host stands for the very container that asks. */
export function isOwnHost(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?|ip6-localhost)$/i.test(host) || /[$`{}]/.test(host);
}
