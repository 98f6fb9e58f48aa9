export const NOTHING_READ = {
    recognised: false,
    probes: [],
    traits: [],
    environment: [],
    workloads: [],
    rewrites: [],
};
