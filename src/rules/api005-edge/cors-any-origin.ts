import { type CorsConfiguration, type CorsOption, isAsked } from "../../analysis/cors/configuration.ts";
import { refusesWildcard } from "../../analysis/cors/refusals.ts";
import { matchesEverything } from "../../analysis/cors/origin-patterns.ts";
import type { Module } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { isSequence, itemsOf, leastCertain, type Resolved, textOf } from "../../analysis/settings/resolved.ts";
import { setElsewhere, type SetElsewhere } from "../../analysis/settings/set-elsewhere.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { placeText } from "../place-text.ts";
import { corsSighting, madeAt } from "./cors-steps.ts";
import { headerSightings } from "./cors-headers.ts";
import { localBeside, mountedWildcard } from "./cors-mounted.ts";
import { proxySightings } from "./cors-proxies.ts";
import { answersAlike } from "./same-for-everybody.ts";

/**
 * Origins that admit everyone: `*`, a pattern that matches everything, `null`, headers that send the caller's origin back.
 * Silent on development branches, on credentials that the code works out from the origins, on what could not be resolved,
 * and without credentials on APIs for tokens or with a comment that says who may call.
 */
export const corsAnyOrigin = defineCheck({
  name: "cors-any-origin",
  asks: "origins that admit everyone; how much that matters depends on credentials",
  *find(project) {
    let isAskedWithout = false;
    for (const configuration of project.cors.configurations) {
      if (!isAsked(configuration)) continue;
      const isCredentialed = configuration.credentials.value.data;
      if (isCredentialed.k !== "bool" || isCredentialed.v === undefined) continue;
      if (isCredentialed.v) yield* credentialed(project, configuration);
      else if (!isAskedWithout) {
        const sighting = uncredentialed(project, configuration);
        if (sighting !== undefined) yield sighting;
        isAskedWithout = sighting !== undefined;
      }
    }
    yield* headerSightings(project);
    yield* proxySightings(project);
  },
});

interface Wildcard {
  readonly option: CorsOption;
  readonly about: Resolved;
  readonly what: "list" | "text" | "pattern";
}

/** What admits everyone, if something does. */
function wildcardOf({ how, origins, regex }: CorsConfiguration): Wildcard | undefined {
  const item = itemsOf(origins.value)?.find((one) => textOf(one) === "*");
  if (item !== undefined) return { option: origins, about: withWay(origins.value, item), what: "list" };
  // Other texts are asked about as texts.
  const isText = textOf(origins.value) === "*" && (origins.expr?.k === "str" || how === "socket");
  if (isText) return { option: origins, about: origins.value, what: "text" };
  const isDefaultText = textOf(origins.value) === "*" && origins.value.certainty === "literal";
  if (isDefaultText) return { option: origins, about: origins.value, what: "text" };
  const pattern = textOf(regex.value);
  return pattern !== undefined && matchesEverything(pattern)
    ? { option: regex, about: regex.value, what: "pattern" }
    : undefined;
}

/** An item, with the way to the list that it is in. */
function withWay(list: Resolved, item: Resolved): Resolved {
  const { variable, others } = item.variable === undefined ? list : item;
  return {
    ...item,
    trail: [
      ...list.trail,
      ...item.trail.filter((place) => !list.trail.some((one) => one.module === place.module && one.p === place.p)),
    ].slice(0, 6),
    ...(variable === undefined ? {} : { variable }),
    ...(others === undefined ? {} : { others }),
  };
}

/** A switch for this very thing: `OPEN_CROSS_DOMAIN`, `self.cors`. */
const SWITCH = /cors|cross_?(?:domain|origin)/i;

function* credentialed(project: Project, configuration: CorsConfiguration): Generator<Sighting> {
  const found = wildcardOf(configuration);
  const { credentials, origins } = configuration;
  if (found === undefined) {
    const nobody = itemsOf(origins.value)?.find((one) => textOf(one) === "null");
    if (nobody !== undefined && isSure(nobody) && isSure(credentials.value)) yield askAboutNull(configuration, nobody);
    const local = localBeside(configuration);
    if (local !== undefined) yield local;
    return;
  }
  const { about, option } = found;
  const certainty = leastCertain([about.certainty, credentials.value.certainty]);
  if (certainty === "environment" || certainty === "unknown") {
    // An item that is there under a condition that is not known.
    if (about.when === undefined || credentials.value.certainty === "unknown") return;
  }
  // `if production and "*" in origins: raise …` keeps the default out of where it matters.
  const isRefused = [configuration.scope.module, ...about.trail.map(({ module }) => module)].some(refusesWildcard);
  if (isRefused && about.certainty !== "literal") return;
  const elsewhere = setElsewhere(project.infrastructure, about.certainty === "literal" ? {} : about);
  // Where it is deployed the setting has a value of its own.
  if (elsewhere.deployed.some(({ value }) => value === undefined || !value.includes("*"))) return;
  const isLiteral = certainty === "literal";
  const isMaybe = about.when !== undefined;
  const isSocket = configuration.how === "socket";
  const isAlike = answersAlike(project, configuration);
  const optIn = configuration.optIn();
  const style = styleSteps(project, configuration);
  // A browser sends no token by itself, so what another site can read is what everybody can.
  const isTokens = style.length > 0 && project.cors.style.cookies.length === 0;
  // Whoever turns on a switch of that name wants other sites to call.
  const isSwitch = optIn !== undefined && (optIn.state === "off" || SWITCH.test(optIn.text));
  const isLow = isAlike || isSwitch;
  yield corsSighting({
    configuration,
    option,
    about,
    key: `any-origin:credentials:${option === configuration.regex ? "regex" : "origins"}`,
    severity: isLow ? "low" : isLiteral && !isMaybe && optIn === undefined && !isTokens ? "high" : "medium",
    confidence: isLiteral && !isMaybe && !isSocket && optIn === undefined ? "certain" : "probable",
    summary: isMaybe || isLow,
    question: `${condition(optIn)}${beginning(configuration, found)} ${consequence(configuration, found)} ${
      isLiteral || isMaybe
        ? "Is that intended here, or would a list of origins (or no credentials) fit?"
        : `${elsewhereText(about, elsewhere)}Is it overridden in every deployed environment, or is any origin intended?`
    }`,
    note: found.what === "pattern" ? "matches every origin" : "admits every origin",
    context: style,
    searched: isLiteral ? [] : searchedFor(about, elsewhere),
  });
}

function condition(optIn: ReturnType<CorsConfiguration["optIn"]>): string {
  if (optIn === undefined) return "";
  const name = `\`${code(optIn.text)}\``;
  return optIn.state === "off" ? `Where ${name} is set, which it is not by default: ` : `Where ${name} holds: `;
}

function isSure({ certainty }: Resolved): boolean {
  return certainty === "literal" || certainty === "default";
}

function optionName({ how }: CorsConfiguration, { what }: Wildcard): string {
  if (what === "pattern") return "allow_origin_regex";
  return how === "socket" ? "cors_allowed_origins" : "allow_origins";
}

function beginning(configuration: CorsConfiguration, found: Wildcard): string {
  const { about, option } = found;
  const name = optionName(configuration, found);
  const shown = found.what === "pattern" ? `"${textOf(about) ?? ""}"` : found.what === "text" ? `"*"` : `["*"]`;
  const place = madeAt(configuration, about);
  const where = place === undefined ? "" : ` (\`${placeText(place.module, place.p)}\`)`;
  const written = option.expr === undefined ? name : renderExpr(option.expr, 50);
  const on =
    configuration.how === "socket" && configuration.credentials.expr === undefined
      ? "credentials are on by default"
      : "credentials are on";
  if (about.when !== undefined)
    return `\`${name}\` gets \`"*"\` where \`${code(about.when.replaceAll("`", ""))}\` holds${where}, and ${on}.`;
  const isDefault = leastCertain([about.certainty, configuration.credentials.value.certainty]) === "default";
  if (isDefault) return `\`${code(written)}\` comes to \`${code(shown)}\` by default${where}, and ${on}.`;
  const { data } = option.value;
  const isOnly = !isSequence(data) || (data.items.length === 1 && !data.open);
  const has = isOnly || found.what !== "list" ? `is \`${code(shown)}\`` : `has \`"*"\` among its entries`;
  return `\`${name}\` ${has}${where}, and ${on}.`;
}

/** Starlette before and since 1.0.0rc1 does this for requests that carry cookies; python-engineio does it for all. */
function consequence({ how }: CorsConfiguration, { what }: Wildcard): string {
  if (how === "socket")
    return "The server then sends every caller's origin back with `Access-Control-Allow-Credentials: true`, so any site could connect with a visitor's cookies.";
  return what === "pattern"
    ? "Starlette sends every origin that matches back with `Access-Control-Allow-Credentials: true`, so any site could read what this API answers to a visitor's cookies."
    : "Starlette accepts that: it sends the origin of a request with cookies back and allows credentials, so any site could read the answer.";
}

function elsewhereText({ variable }: Resolved, { deployed, development, examples, read }: SetElsewhere): string {
  const [example] = [...deployed, ...examples, ...development];
  if (example !== undefined) {
    const { path, line } = example.place;
    return `\`${code(`${path.slice(-40)}:${line}`)}\` sets it${example.value === undefined ? "" : ` to \`${code(example.value.slice(0, 30))}\``}. `;
  }
  const [first, ...more] = read;
  if (variable === undefined || first === undefined) return "";
  return `I saw no value in \`${code(first)}\`${more.length === 0 ? "" : ` and ${more.length} more ${more.length === 1 ? "file" : "files"}`}. `;
}

function searchedFor(
  { variable }: Resolved,
  { read, examples, development, deployed }: SetElsewhere,
): readonly string[] {
  if (variable === undefined) return [];
  const set = [...deployed, ...examples, ...development];
  if (set.length > 0) return set.slice(0, 10).map(({ name, place }) => `${place.path}:${place.line} sets ${name}`);
  return read.length === 0
    ? [`no deployment file that could set ${variable}`]
    : [
        `no value for ${variable} in ${read.slice(0, 5).join(", ")}${read.length > 5 ? ` and ${read.length - 5} more files` : ""}`,
      ];
}

/** How requests say who they are from, seen in the same source tree and not where another application is put together. */
function styleSteps({ cors, applications }: Project, { scope }: CorsConfiguration): readonly Step[] {
  const { path: own } = scope.module;
  const root = sourceRoot(scope.module);
  const others = new Set(applications.map(({ place }) => place.path).filter((path) => path !== own));
  const near = ({ path }: Step): boolean => path.startsWith(root) && !others.has(path);
  return [
    ...cors.style.cookies
      .map((seen): Step => ({ ...seen, note: "cookies are used", background: true }))
      .filter(near)
      .slice(0, 1),
    ...cors.style.tokens
      .map((seen): Step => ({ ...seen, note: "tokens are used", background: true }))
      .filter(near)
      .slice(0, 1),
  ];
}

/** The folder that a module's dotted name starts from: `services/api/` of `services/api/app/main.py`, imported as `app.main`. */
function sourceRoot({ path, name }: Module): string {
  const end = path.replace(/(?:\/__init__)?\.py$/, "");
  const dotted = name.replaceAll(".", "/");
  const root = end.endsWith(dotted) ? end.slice(0, -dotted.length) : path.slice(0, path.lastIndexOf("/") + 1);
  return root === "" ? `${path.split("/")[0] ?? ""}${path.includes("/") ? "/" : ""}` : root;
}

function askAboutNull(configuration: CorsConfiguration, about: Resolved): Sighting {
  return corsSighting({
    configuration,
    option: configuration.origins,
    about,
    key: "any-origin:null",
    severity: "high",
    confidence: about.certainty === "literal" ? "certain" : "probable",
    question:
      '`allow_origins` lists `"null"`, and credentials are on. Browsers send `Origin: null` from sandboxed frames, which any site can make, so any site could read what this API answers to a visitor\'s cookies. Is that intended, for local files say, or could the entry go?',
    note: "the origin of sandboxed frames",
  });
}

function uncredentialed(project: Project, configuration: CorsConfiguration): Sighting | undefined {
  const found = wildcardOf(configuration);
  const { explained, headers, methods, how, credentials } = configuration;
  if (found === undefined || explained || how === "socket" || credentials.value.certainty !== "literal")
    return undefined;
  const { about, option } = found;
  if (about.certainty !== "literal" || about.when !== undefined) return undefined;
  const mounted = mountedWildcard(project, configuration, about);
  if (mounted !== undefined) return mounted;
  if (isForTokens(project, headers)) return undefined;
  // Reading what everybody may read anyway.
  const verbs = itemsOf(methods.value)?.map(textOf);
  if (verbs?.every((verb) => verb !== undefined && /^(?:GET|HEAD|OPTIONS)$/i.test(verb)) === true) return undefined;
  return corsSighting({
    configuration,
    option,
    about,
    key: "any-origin:open",
    severity: "low",
    confidence: "certain",
    summary: true,
    question: `${beginningWithout(configuration, found)} without credentials, so scripts of every site that somebody visits can call this API and read what it answers without cookies, also where only that person's network reaches it. Is it meant for any caller, or would a list of origins fit?`,
    note: "admits every origin",
  });
}

function beginningWithout(configuration: CorsConfiguration, found: Wildcard): string {
  const shown = found.what === "pattern" ? `"${textOf(found.about) ?? ""}"` : found.what === "text" ? `"*"` : `["*"]`;
  return `\`${optionName(configuration, found)}\` is \`${code(shown)}\``;
}

/** The API takes tokens, which scripts have to bring; cookies do not get here without credentials. */
function isForTokens({ cors }: Project, headers: CorsOption): boolean {
  if (cors.style.tokens.length > 0) return true;
  return itemsOf(headers.value)?.some((item) => /^(?:authorization|x-api-key)$/i.test(textOf(item) ?? "")) === true;
}
