/**
 * What a repository declares about itself in its configuration: what the code cannot show, and what the code is held against.
 * Plain data, so that it crosses process borders with the request.
 */
export const NOTHING_DECLARED = {
    providedByPlatform: [],
    externalDependencies: [],
    healthChecks: [],
    asyncPatterns: [],
    structure: [],
};
