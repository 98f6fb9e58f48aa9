/** Computes an answer when it is first asked for, and keeps it. */
export function once(compute) {
    let known;
    return () => {
        known ??= { value: compute() };
        return known.value;
    };
}
