import { Counter, Gauge, Histogram, Registry } from "prom-client";
export function createMetrics(queue) {
    const registry = new Registry();
    const registers = [registry];
    addQueueGauges(queue, registers);
    return {
        registry,
        deliveries: new Counter({
            name: "maestro_deliveries_total",
            help: "Webhook deliveries by event and outcome.",
            labelNames: ["event", "outcome"],
            registers,
        }),
        ackSeconds: new Histogram({
            name: "maestro_ack_seconds",
            help: "Time until a webhook delivery was answered.",
            buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 1, 10],
            registers,
        }),
        jobSeconds: new Histogram({
            name: "maestro_job_seconds",
            help: "Time that a review took, by outcome.",
            labelNames: ["outcome"],
            buckets: [0.5, 1, 2, 5, 10, 30, 60, 120],
            registers,
        }),
        superseded: new Counter({
            name: "maestro_superseded_total",
            help: "Reviews given up because of a newer push.",
            registers,
        }),
        githubRequests: new Counter({
            name: "maestro_github_requests_total",
            help: "Requests to GitHub by route and status.",
            labelNames: ["route", "status"],
            registers,
        }),
        comments: new Counter({
            name: "maestro_comments_total",
            help: "Questions by rule, and whether they were posted, known or only listed.",
            labelNames: ["rule", "outcome"],
            registers,
        }),
    };
}
function addQueueGauges(queue, registers) {
    new Gauge({
        name: "maestro_queue_depth",
        help: "Pull requests in the queue.",
        labelNames: ["state"],
        registers,
        async collect() {
            const { waiting, active } = await queue.stats();
            this.set({ state: "waiting" }, waiting);
            this.set({ state: "active" }, active);
        },
    });
    new Gauge({
        name: "maestro_job_age_seconds",
        help: "Age of the oldest waiting pull request.",
        registers,
        async collect() {
            this.set((await queue.stats()).oldestWaitingMs / 1000);
        },
    });
}
