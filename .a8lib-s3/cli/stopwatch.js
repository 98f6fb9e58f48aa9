/** Times the phases of one run. */
export class Stopwatch {
    #started = performance.now();
    #laps = [];
    #last = this.#started;
    /** Ends the phase that ran since the previous call. */
    lap(name) {
        const now = performance.now();
        this.#laps.push([name, now - this.#last]);
        this.#last = now;
    }
    /** One line per phase and the total, in milliseconds. */
    report() {
        const rows = [...this.#laps, ["total", this.#last - this.#started]];
        return rows.map(([name, ms]) => `${name.padEnd(8)}${ms.toFixed(0).padStart(7)} ms`).join("\n");
    }
}
