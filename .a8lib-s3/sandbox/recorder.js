/** Remembers what clients asked, for assertions on requests and for the contract check. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
let files = 0;
/** Writes exchanges into a file of its own in `directory`, one JSON object per line. */
export function trafficWriter(directory) {
    mkdirSync(directory, { recursive: true });
    files += 1;
    const file = join(directory, `traffic-${process.pid}-${files}.ndjson`);
    return (exchange) => appendFileSync(file, `${JSON.stringify(exchange)}\n`);
}
