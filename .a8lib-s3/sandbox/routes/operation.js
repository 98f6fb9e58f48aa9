/** One REST operation, typed end to end by GitHub's published description. */
import { ApiError, notFound } from "../api-error.js";
/** Declares an operation; wrong fields in the answer and unknown query names do not compile. */
export function operation(method, template, spec) {
    return {
        method,
        template,
        auth: spec.auth ?? "repository",
        query: spec.query ?? [],
        body: spec.body,
        handle: spec.handle,
    };
}
/** A path parameter as a positive number; everything else names nothing. */
export function numberParam(context, name) {
    const text = context.params[name] ?? "";
    if (!/^\d{1,15}$/.test(text))
        throw notFound();
    return Number(text);
}
/** One page of a list with the `Link` header that the API adds. `per_page` is at most 100. */
export function paged(context, items) {
    const read = (name, fallback) => {
        const value = Number(context.query.get(name) ?? fallback);
        return Number.isInteger(value) && value > 0 ? value : fallback;
    };
    const size = Math.min(read("per_page", 30), 100);
    const page = read("page", 1);
    const last = Math.max(1, Math.ceil(items.length / size));
    const link = (to, rel) => {
        const url = new URL(context.url);
        url.searchParams.set("page", String(to));
        return `<${url.href}>; rel="${rel}"`;
    };
    const links = [
        ...(page > 1 ? [link(Math.min(page - 1, last), "prev")] : []),
        ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
        ...(page > 1 ? [link(1, "first")] : []),
    ];
    const body = items.slice((page - 1) * size, page * size);
    return { body, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}
/** The element, or the API's 404. */
export function found(value) {
    if (value === undefined)
        throw notFound();
    return value;
}
/** Refuses writes where the platform would. */
export function refuseIfArchived(repository) {
    if (repository.archived)
        throw new ApiError(403, "Repository was archived so is read-only.");
}
