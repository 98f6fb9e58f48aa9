import type { Teardown } from "../../analysis/environment/teardown.ts";
import type { Carried } from "../../analysis/request-scope.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";

/** The work that is given something of the request, as a question names it. */
export function nameOfWork({ by }: Carried): string {
  return `\`${code(by.k === "task" ? renderExpr(by.task.func, 40) : by.content.facts.name)}\``;
}

/** The question; `provider` names the function behind the session. */
export function askAboutCarried(carried: Carried, teardown: Teardown, provider: string | undefined): string {
  return `${openingOf(carried, provider)} ${consequenceOf(carried, teardown)} ${answersFor(carried)}?`;
}

function openingOf(carried: Carried, provider: string | undefined): string {
  const { kind, name, from, by } = carried;
  const work = by.k === "task" ? `The task ${nameOfWork(carried)}` : `The streamed generator ${nameOfWork(carried)}`;
  const held = `\`${code(name)}\``;
  if (kind === "upload") return `${work} receives the upload ${held}.`;
  const source = provider === undefined ? "" : ` from ${provider}`;
  return kind === "session"
    ? `${work} uses the request's ${held}${source}.`
    : `${work} receives ${held}, a row loaded in the session of \`${code(from?.parameter.name ?? "")}\`.`;
}

function consequenceOf(carried: Carried, { order, version }: Teardown): string {
  const when = carried.by.k === "task" ? "the task runs" : "the body is sent";
  const closed = closedText(carried);
  const declared = version === undefined ? undefined : `\`fastapi${code(version.text)}\``;
  if (order === "before" && carried.from?.scope === "function")
    return `With \`scope="function"\` ${closed} when ${when}.`;
  if (order === "before") return `With ${declared ?? "this FastAPI"} ${closed} by the time ${when}.`;
  const held = carried.kind === "session" ? "stays open, and keeps its connection, until that is done" : "stays usable";
  if (order === "after") return `With ${declared ?? "this FastAPI"} the session ${held}.`;
  const why = declared === undefined ? "No version is declared that I could find" : `${declared} admits both`;
  return `FastAPI 0.106 to 0.117 ${shortClosed(carried)} before ${when}; other versions keep it until then. ${why}.`;
}

function closedText({ kind, from }: Carried): string {
  if (kind === "session") return "it is closed";
  return kind === "upload"
    ? "its file is closed"
    : `\`${code(from?.parameter.name ?? "the session")}\` is closed (what is not loaded yet can no longer be)`;
}

function shortClosed({ kind }: Carried): string {
  return kind === "upload" ? "close its file" : "close the session";
}

function answersFor({ kind, by }: Carried): string {
  if (kind === "upload")
    return "Would reading the bytes first and passing those fit, or is the file kept open on purpose";
  if (by.k === "stream") return "Would a session opened inside the generator fit, or is it intended";
  return kind === "row"
    ? "Would passing its id and loading it in the task fit, or does the task only read what is loaded"
    : "Would passing ids and opening a session inside the task fit, or is it intended";
}
