import { findDriverContradictions } from "../../analysis/drivers/contradictions.ts";
import { defineCheck } from "../../engine/rule.ts";
import { blockingSightings } from "../blocking/sightings.ts";
import { declarationsFor, undeclaredDrivers } from "./declared-driver.ts";

/**
 * Blocking calls other than HTTP (databases, sleeps, subprocesses, SDKs, files) that execute on the event loop, in the handler or behind it;
 * and synchronous drivers of systems for which the configuration declares one that awaits.
 * Out of scope: a receiver whose type cannot be resolved, file metadata, and calls that only start-up code reaches.
 */
export const blockingCall = defineCheck({
  name: "blocking-call",
  asks: "a blocking call (not HTTP) that executes on the event loop, at any depth",
  *find(project) {
    const contradictions = findDriverContradictions(project);
    yield* blockingSightings(project, "API001", "blocking-call", (cause) => declarationsFor(contradictions, cause));
    yield* undeclaredDrivers(contradictions);
  },
});
