import { NOTHING_DECLARED } from "../analysis/architecture.js";
export { NOTHING_DECLARED, } from "../analysis/architecture.js";
export const DEFAULT_CONFIGURATION = {
    architecture: NOTHING_DECLARED,
    rules: {},
    include: undefined,
    exclude: [],
    suppressions: [],
    today: undefined,
    asking: { teams: {}, rules: {} },
};
