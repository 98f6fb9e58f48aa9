import { entriesOf, entryOf, itemsOf, mapsIn, nodeAt, textAt, type MapEntry, type Node } from "../tree.ts";
import { isOff, isOn, sighted, type Sighted } from "./sighted.ts";

/** Sections of CloudFormation that only name things. */
const NAMING = /^(?:Parameters|Outputs|Mappings|Metadata|Conditions|Description)$/;

const THROTTLES =
  /^(?:throttling_?(?:rate|burst)_?limit|throttle_?settings|throttle|apiGatewayThrottling|RateBasedRule)$/i;

/**
 * What templates of AWS SAM, CloudFormation and the Serverless Framework set up in front of a service:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-usageplan-throttlesettings.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-wafv2-webacl-ratebasedstatement.html,
 * https://www.serverless.com/framework/docs/providers/aws/events/apigateway.
 */
export function cloudTemplate(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map, keys } of mapsIn(document)) {
    if (NAMING.test(keys[0] ?? "")) continue;
    found.push(...counted(map));
    for (const entry of entriesOf(map)) found.push(...entryTrait(entry, keys));
  }
  return found;
}

/** A WAF's rule that limits, and does not only count. */
function counted(map: Node): readonly Sighted[] {
  const statement = entryOf(nodeAt(map, "Statement"), "RateBasedStatement");
  const type = entryOf(map, "Type");
  if (type?.node.k === "scalar" && /^AWS::WAF(?:Regional)?::RateBasedRule$/.test(type.node.value ?? ""))
    return [sighted("rate_limit", "a WAF's rate rule", type.node)];
  return statement === undefined || nodeAt(map, "Action", "Count") !== undefined
    ? []
    : [sighted("rate_limit", "a WAF's rate rule", statement)];
}

function entryTrait(entry: MapEntry, keys: readonly string[]): readonly Sighted[] {
  const { key, node } = entry;
  if (THROTTLES.test(key)) return isOn(node) ? [sighted("rate_limit", "API Gateway throttling", entry)] : [];
  if (key === "SecurityHeadersConfig") return [sighted("security_headers", "CloudFront's headers policy", entry)];
  if (/^(?:cors|CorsConfiguration|x-amazon-apigateway-cors)$/i.test(key))
    return isOn(node) ? [sighted("cors", "the gateway's CORS settings", entry)] : [];
  if (isTraced(entry, keys)) return [sighted("tracing", "AWS X-Ray", entry)];
  // A policy that lets the service send its traces: `Action: xray:PutTraceSegments`.
  const actions = key === "Action" ? [node, ...itemsOf(node)] : [];
  return actions.flatMap((action) =>
    action.k === "scalar" && (action.value ?? "").startsWith("xray:") ? [sighted("tracing", "AWS X-Ray", action)] : [],
  );
}

function isTraced({ key, node }: MapEntry, keys: readonly string[]): boolean {
  if (key === "Tracing") return node.k === "scalar" && node.value === "Active";
  if (key === "TracingConfig") return textAt(node, "Mode") === "Active";
  if (key === "TracingEnabled") return node.k === "scalar" && !isOff(node.value);
  return key === "tracing" && keys.at(-1) === "provider" && entriesOf(node).some((one) => isOn(one.node));
}
