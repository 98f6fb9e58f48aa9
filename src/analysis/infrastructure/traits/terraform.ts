import type { Attribute, Block, Heredoc } from "../hcl.ts";
import type { InfrastructureKind } from "../infrastructure.ts";
import type { Source } from "../source.ts";
import type { MapEntry } from "../tree.ts";
import { annotationTrait, annotationTraits } from "./annotations.ts";
import { wrapperIn } from "./commands.ts";
import { embeddedSource } from "./embedded.ts";
import { kongPlugin } from "./kong.ts";
import { policyTraits } from "./policies.ts";
import { CLOUD_RUN, manifestTraits } from "./manifests.ts";
import { caddyTraits, nginxTraits } from "./proxies.ts";
import { headerSighted, isOff, moved, sighted, type Sighted } from "./sighted.ts";

/** Here-documents of one file that are read. */
const MAX_HEREDOCS = 20;

/** Names of a chart's values that are longer were not written by hand. */
const MAX_NAME = 500;

/**
 * What the resources of Terraform's providers set up: hashicorp/aws (wafv2_web_acl, api_gateway_usage_plan, apigatewayv2_stage,
 * cloudfront_response_headers_policy), hashicorp/google (compute_security_policy), hashicorp/azurerm
 * (web_application_firewall_policy, cdn_frontdoor_firewall_policy, api_management_api_policy), cloudflare/cloudflare.
 * https://registry.terraform.io/browse/providers
 */
export function terraformTraits(source: Source): readonly Sighted[] {
  const { attributes, blocks, heredocs } = source.hcl();
  return [
    ...blocks.flatMap(blockTrait),
    ...attributes.flatMap((attribute, index) => attributeTrait(source, attribute, attributes[index + 1])),
    ...heredocs.slice(0, MAX_HEREDOCS).flatMap((heredoc) => heredocTraits(source, heredoc)),
  ];
}

function blockTrait(block: Block): readonly Sighted[] {
  const [type = "", label = ""] = block.words;
  const resource = block.within[0] ?? "";
  switch (type === "dynamic" ? label : type) {
    case "resource":
      if (/^aws_waf(?:regional)?_rate_based_rule$/.test(label))
        return [sighted("rate_limit", "a WAF's rate rule", block)];
      if (/^google_cloud_run(?:_v2)?_service$/.test(label))
        return CLOUD_RUN.map((trait) => sighted(trait, "Cloud Run", block));
      return label === "cloudflare_rate_limit" ? [sighted("rate_limit", "Cloudflare rate limiting", block)] : [];
    case "rate_based_statement":
      return [sighted("rate_limit", "a WAF's rate rule", block)];
    case "rate_limit_options":
      return resource.startsWith("resource google_") ? [sighted("rate_limit", "Cloud Armor", block)] : [];
    case "throttle_settings":
      return [sighted("rate_limit", "API Gateway throttling", block)];
    case "security_headers_config":
      return [sighted("security_headers", "CloudFront's headers policy", block)];
    case "cors_configuration":
      return [sighted("cors", "the gateway's CORS settings", block)];
    default:
      return [];
  }
}

function attributeTrait(source: Source, attribute: Attribute, next: Attribute | undefined): readonly Sighted[] {
  const { name, value, items, p, q, nameAt, within } = attribute;
  const at = { p: nameAt, q: nameAt + name.length };
  const resource = within[0] ?? "";
  // A variable's own attributes only describe it.
  if (/^(?:variable|output) /.test(resource)) return [];
  if (/^throttling_(?:rate|burst)_limit$/.test(name)) return [sighted("rate_limit", "API Gateway throttling", at)];
  if (name === "action" && /^(?:throttle|rate_based_ban)$/.test(value ?? "") && /google_compute/.test(resource))
    return [sighted("rate_limit", "Cloud Armor", { p, q })];
  if (/^(?:rule_)?type$/.test(name) && value === "RateLimitRule")
    return [sighted("rate_limit", "a WAF's rate rule", { p, q })];
  if (name === "phase" && value === "http_ratelimit")
    return [sighted("rate_limit", "Cloudflare rate limiting", { p, q })];
  if (name === "name" && resource.startsWith("resource kong_plugin ")) return kongPlugin(value ?? "", { p, q });
  if (name === "mode" && value === "Active" && within.at(-1) === "tracing_config")
    return [sighted("tracing", "AWS X-Ray", { p, q })];
  if (name === "xray_tracing_enabled" && !isOff(source.text.slice(p, q))) return [sighted("tracing", "AWS X-Ray", at)];
  if (/^(?:command|entryPoint|entrypoint|args)$/.test(name) && items.length > 0)
    return wrapperIn(source.text, { p, q: p + items.join('", "').length + 50 });
  const following =
    next !== undefined && next.name === "value" && next.within.length === within.length ? next : undefined;
  return [...headerTraits(attribute, following), ...annotated(attribute, following)];
}

/** `header = "X-Frame-Options"` of CloudFront's custom headers, and a map of headers by name. */
function headerTraits(
  { name, value, items, p, q, nameAt }: Attribute,
  following: Attribute | undefined,
): readonly Sighted[] {
  if (value !== undefined && (name === "header" || (name === "name" && following !== undefined)))
    return headerSighted(value, { p, q });
  if (name.endsWith("headers") && items.length > 0)
    return items.flatMap((item) =>
      headerSighted(/^([\w-]{1,60}):\s*\S/.exec(item)?.[1] ?? "", { p: nameAt, q: nameAt + name.length }),
    );
  return value === "" ? [] : headerSighted(name, { p: nameAt, q: nameAt + name.length });
}

/** An annotation by its name, and `set { name = "ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/limit-rps" }` of a chart. */
function annotated(attribute: Attribute, following: Attribute | undefined): readonly Sighted[] {
  const { name, value, p, q, nameAt } = attribute;
  if (name.includes("/")) return annotationTrait(entryFor(name, value, { p: nameAt, q }));
  if (name !== "name" || value === undefined || value.length > MAX_NAME) return [];
  const [, key] = /annotations\.([\w.-]+\/[\w.-]+)$/.exec(value.replaceAll("\\", "")) ?? [];
  return key === undefined ? [] : annotationTrait(entryFor(key, following?.value, { p, q }));
}

function entryFor(
  key: string,
  value: string | undefined,
  { p, q }: { readonly p: number; readonly q: number },
): MapEntry {
  return { key, node: { k: "scalar", value, p, q }, p, q };
}

/** Policies, manifests, a chart's values and proxies' files stand in here-documents. */
function heredocTraits(source: Source, heredoc: Heredoc): readonly Sighted[] {
  return traitsWithin(source, heredoc).map((one) => moved(one, heredoc.p));
}

function traitsWithin(source: Source, { p, q, within }: Heredoc): readonly Sighted[] {
  const text = source.text.slice(p, q);
  if (/^\s*</.test(text)) return policyTraits(text);
  const kind = kindOf(text, within[0] ?? "");
  if (kind === "nginx") return nginxTraits(text);
  if (kind === "caddy") return caddyTraits(text);
  if (kind === undefined) return [];
  const body = { p, q: p + text.replace(/\n[^\n]*$/, "\n").length };
  const { documents } = embeddedSource(source, kind, body).source.tree();
  return documents.flatMap((document) => [...manifestTraits(document), ...annotationTraits(document)]);
}

function kindOf(text: string, block: string): InfrastructureKind | undefined {
  if (/^[ \t]*(?:server|location[ \t][^\n{]{0,300})\s{0,40}\{/m.test(text)) return "nginx";
  if (/\breverse_proxy\b/.test(text)) return "caddy";
  return /helm_release|kubernetes_manifest|kubectl_manifest/.test(block) ? "helm" : undefined;
}
