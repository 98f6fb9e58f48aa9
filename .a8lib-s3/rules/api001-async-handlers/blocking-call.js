import { defineCheck } from "../../engine/rule.js";
import { blockingSightings } from "../blocking/sightings.js";
/**
 * Blocking calls other than HTTP (databases, sleeps, subprocesses, SDKs, files) that execute on the event loop, in the handler or behind it.
 * Out of scope: a receiver whose type cannot be resolved, file metadata, and calls that only start-up code reaches.
 */
export const blockingCall = defineCheck({
    name: "blocking-call",
    asks: "a blocking call (not HTTP) that executes on the event loop, at any depth",
    find: (project) => blockingSightings(project, "API001", "blocking-call"),
});
