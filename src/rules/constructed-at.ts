import type { Application } from "../analysis/application/application.ts";
import type { Step } from "../engine/rule.ts";
import { renderCall } from "../python/render.ts";

/** Where an application is constructed: what its absences are asked on. `note` says more about it. */
export function constructedAt({ place, router }: Application, note = "the application is constructed here"): Step {
  return { ...place, text: renderCall(router.call), note };
}
