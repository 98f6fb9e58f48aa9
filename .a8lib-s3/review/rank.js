const SEVERITY = { high: 0, medium: 1, low: 2, info: 3 };
const CONFIDENCE = { certain: 0, probable: 1 };
/** The most important first; then what stands on a changed line itself; among equals the order stays. */
export function rank(findings, isChanged = () => true) {
    const distance = ({ path, line }) => (isChanged(path, line) ? 0 : 1);
    return findings.toSorted((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity] ||
        CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence] ||
        distance(a) - distance(b));
}
/** Whether the severity reaches a threshold. */
export function reaches(severity, threshold) {
    return SEVERITY[severity] <= SEVERITY[threshold];
}
