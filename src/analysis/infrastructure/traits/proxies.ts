import { headerSighted, isOff, sighted, type Sighted } from "./sighted.ts";
import { caddyStatements, haproxyStatements, nginxStatements, type Statement, type Word } from "./statements.ts";

/** More words of one statement are data. */
const MAX_WORDS = 200;

/**
 * What nginx's directives provide: http://nginx.org/en/docs/http/ngx_http_limit_req_module.html, ngx_http_limit_conn_module,
 * ngx_http_headers_module, https://github.com/openresty/headers-more-nginx-module, https://nginx.org/en/docs/ngx_otel_module.html;
 * `$request_id` is made for each request (http://nginx.org/en/docs/http/ngx_http_core_module.html#var_request_id).
 */
export function nginxTraits(text: string): readonly Sighted[] {
  return nginxStatements(text).flatMap((statement) => [...nginxDirective(statement), ...idVariables(statement)]);
}

function nginxDirective({ name, args }: Statement): readonly Sighted[] {
  const [first] = args;
  switch (name.text) {
    case "limit_req":
    case "limit_req_zone":
      return [sighted("rate_limit", "nginx limit_req", name)];
    case "limit_conn":
    case "limit_conn_zone":
      return [sighted("rate_limit", "nginx limit_conn", name)];
    case "otel_trace":
    case "opentelemetry":
    case "opentracing":
      return isOff(first?.text ?? "off") ? [] : [sighted("tracing", `nginx ${name.text}`, name)];
    case "add_header":
    case "proxy_set_header":
    case "fastcgi_param":
    case "uwsgi_param":
    case "grpc_set_header":
      // A header that is set to nothing is not sent.
      return first === undefined || args[1]?.text === "" ? [] : headerSighted(fieldOf(first.text), first);
    case "more_set_headers":
    case "more_set_input_headers":
      return args.slice(0, MAX_WORDS).flatMap((word) => {
        const [, field = ""] = /^([\w-]{1,60}):\s*\S/.exec(word.text) ?? [];
        return headerSighted(field, word);
      });
    default:
      return [];
  }
}

/** `HTTP_X_REQUEST_ID` of `uwsgi_param` is the header by its CGI name. */
function fieldOf(written: string): string {
  return /^HTTP_[A-Z_]+$/.test(written) ? written.slice(5).replaceAll("_", "-") : written;
}

const ID = /\$\{?(?:req(?:uest)?_id|http_x_request_id)\b/;

function idVariables({ args }: Statement): readonly Sighted[] {
  return args.slice(0, MAX_WORDS).flatMap((word) => {
    const match = ID.exec(word.text);
    if (match === null) return [];
    const p = word.p + match.index;
    return [sighted("correlation_id", "nginx $request_id", { p, q: p + match[0].length })];
  });
}

/**
 * What Caddy's directives provide: https://caddyserver.com/docs/caddyfile/directives/header (a leading `-` takes a field away),
 * https://caddyserver.com/docs/caddyfile/directives/tracing, https://caddyserver.com/docs/metrics, and the plugin
 * https://github.com/mholt/caddy-ratelimit.
 */
export function caddyTraits(text: string): readonly Sighted[] {
  return caddyStatements(text).flatMap(({ name, args, within }) => {
    if (within.at(-1) === "header" || within.at(-1) === "request_header") return caddyField(name, args[0]);
    switch (name.text) {
      case "rate_limit":
        return [sighted("rate_limit", "Caddy rate_limit", name)];
      case "tracing":
        return [sighted("tracing", "Caddy tracing", name)];
      case "metrics":
        return [sighted("metrics", "Caddy metrics", name)];
      case "header":
      case "request_header":
      case "header_up":
      case "header_down": {
        const field = args.findIndex(({ text: word }) => !/^[*/@]/.test(word));
        const found = args[field];
        return found === undefined ? [] : caddyField(found, args[field + 1]);
      }
      default:
        return [];
    }
  });
}

function caddyField(field: Word, value: Word | undefined): readonly Sighted[] {
  if (field.text.startsWith("-") || value === undefined) return [];
  return headerSighted(field.text.replace(/^[+?>]/, ""), field);
}

/** Counters by which a table can tell who asks too often; others remember who is served by whom. */
const COUNTERS = /(?:^|,)(?:\w+_rate\(|conn_cur|conn_cnt|gpc\d?|sess_cnt|http_req_cnt|glitch_cnt)/;

/** HAProxy's directives: https://docs.haproxy.org/3.0/configuration.html#4.2 */
export function haproxyTraits(text: string): readonly Sighted[] {
  return haproxyStatements(text).flatMap((statement) => {
    const { name, args } = statement;
    switch (name.text) {
      case "stick-table": {
        const store = args.findIndex(({ text: word }) => word === "store");
        const counts = store !== -1 && args.slice(store + 1).some(({ text: word }) => COUNTERS.test(word));
        return counts ? [sighted("rate_limit", "HAProxy stick-table", name)] : [];
      }
      case "rate-limit":
        return [sighted("rate_limit", "HAProxy rate-limit", name)];
      case "unique-id-format":
      case "unique-id-header":
        return [sighted("correlation_id", "HAProxy unique-id", name)];
      case "http-request":
      case "http-response":
      case "http-after-response":
        return haproxyAction(args);
      case "rspadd":
      case "reqadd":
      case "rspirep":
        return args.slice(0, 1).flatMap((word) => headerSighted(word.text.replace(/:.*$/, ""), word));
      default:
        return [];
    }
  });
}

function haproxyAction([action, argument]: readonly Word[]): readonly Sighted[] {
  if (argument === undefined) return [];
  if (action?.text === "set-header" || action?.text === "add-header") return headerSighted(argument.text, argument);
  return action?.text === "use-service" && argument.text === "prometheus-exporter"
    ? [sighted("metrics", "HAProxy's exporter", argument)]
    : [];
}
