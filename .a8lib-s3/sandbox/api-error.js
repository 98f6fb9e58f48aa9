/** Refusals in the form in which the API gives them. */
/** Thrown by handlers; becomes the answer. */
export class ApiError extends Error {
    status;
    errors;
    documentationUrl;
    headers;
    constructor(status, message, options = {}) {
        super(message);
        this.name = "ApiError";
        this.status = status;
        this.errors = options.errors;
        this.documentationUrl = options.documentationUrl ?? "https://docs.github.com/rest";
        this.headers = options.headers ?? {};
    }
    /** The JSON body of the answer. */
    toJSON() {
        return {
            message: this.message,
            ...(this.errors ? { errors: this.errors } : {}),
            documentation_url: this.documentationUrl,
            status: String(this.status),
        };
    }
}
/** What does not exist, and what the caller may not even know of, look the same. */
export function notFound() {
    return new ApiError(404, "Not Found");
}
/** The caller is known but lacks the permission. */
export function notAccessible() {
    return new ApiError(403, "Resource not accessible by integration");
}
/** A text that is longer than the platform stores. */
export function checkBodyLength(body, resource) {
    if (body.length <= 65_536)
        return;
    throw new ApiError(422, "Validation Failed", {
        errors: [
            {
                resource,
                code: "unprocessable",
                field: "data",
                message: "Body is too long (maximum is 65536 characters)",
            },
        ],
    });
}
