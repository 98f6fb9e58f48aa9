import type { Condition } from "./application.ts";

type When = Condition["when"];

/** Environments of those who write the code, and what they turn on there. Staging and the like serve other people. */
const DEVELOPMENT =
  /^(?:dev|devel|develop|developer|development|devmode|local|locally|localhost|localdev|test|tests|testing|unittest|unittests|pytest|ci|debug|debugging|reload|autoreload|codespaces?|gitpod)$/;
const DEPLOYED = /^(?:prod|production|prd|live|deployed)$/;

/** Words that say nothing about where something runs. */
const FILLERS =
  /^(?:|is|in|on|are|mode|env|environment|app|application|api|fastapi|server|service|enabled?|allow|running|run|use|hot|cors|flag|only)$/;

/** What the name of an environment says: `dev`, `local-dev`, `production`. */
export function whenWord(word: string): When {
  const parts = word.toLowerCase().split(/[-_.\s]+/);
  if (parts.every((part) => DEVELOPMENT.test(part))) return "development";
  return parts.every((part) => DEPLOYED.test(part)) ? "deployed" : "other";
}

/** What the name of a flag says: `IS_DEV`, `in_debug_mode`, `isProduction`, `RUNNING_LOCALLY`, `NON_PROD`. */
export function whenNamed(name: string): When {
  const words = partsOf(name).filter((word) => !FILLERS.test(word));
  if (words.length === 0) return "other";
  const [head, ...rest] = words;
  if ((head === "non" || head === "not") && rest.length > 0)
    return rest.every((word) => DEPLOYED.test(word)) ? "development" : "other";
  if (words.every((word) => word === "nonprod" || DEVELOPMENT.test(word))) return "development";
  return words.every((word) => DEPLOYED.test(word)) ? "deployed" : "other";
}

/** Whether a function or a file is named for development: `create_dev_app`, `dev_server.py`. */
export function isNamedForDevelopment(name: string): boolean {
  return partsOf(name).some((word) => /^(?:dev|devel|development|devserver|debug|local|localhost|testing)$/.test(word));
}

/** What a text or a constant means as the value of a flag. */
export function isTruthy(text: string): boolean | undefined {
  if (/^(?:1|true|t|yes|y|on|enabled?)$/i.test(text)) return true;
  return /^(?:|0|false|f|no|n|off|none|disabled?)$/i.test(text) ? false : undefined;
}

function partsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[-_.\s]+/);
}
