/** Resolves to the first truthy value of `condition`, asked now and after every change; rejects after `timeoutMs`. */
export async function waitFor(world, condition, timeoutMs = 10_000) {
    return await new Promise((fulfil, reject) => {
        const stop = () => {
            clearTimeout(timer);
            world.listeners.delete(look);
        };
        const look = () => {
            try {
                const value = condition();
                if (value === undefined || value === false)
                    return;
                stop();
                fulfil(value);
            }
            catch (error) {
                stop();
                reject(error instanceof Error ? error : new Error(String(error)));
            }
        };
        const timer = setTimeout(() => {
            stop();
            reject(new Error(`nothing of what was waited for happened within ${timeoutMs} ms`));
        }, timeoutMs);
        world.listeners.add(look);
        look();
    });
}
