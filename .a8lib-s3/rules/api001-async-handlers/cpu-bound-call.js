import { defineCheck } from "../../engine/rule.js";
import { blockingSightings } from "../blocking/sightings.js";
/** Password hashing, image, document and dataframe work on the event loop. Out of scope: the project's own loops. */
export const cpuBoundCall = defineCheck({
    name: "cpu-bound-call",
    asks: "password hashing, image, document or dataframe work on the event loop",
    find: (project) => blockingSightings(project, "API001", "cpu-bound-call"),
});
