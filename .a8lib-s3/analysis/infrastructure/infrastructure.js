export const NO_INFRASTRUCTURE = {
    files: [],
    probes: [],
    traits: [],
    environment: [],
    workloads: [],
    rewrites: [],
    unread: new Map(),
};
