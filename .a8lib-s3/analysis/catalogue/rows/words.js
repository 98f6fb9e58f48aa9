/** What every synchronous call can be handed to when its library has no async twin. */
export const THREAD = "`await asyncio.to_thread(...)`, or a `def` handler";
/** For work that keeps a processor busy; libraries that release the GIL gain as much from a thread as from a process. */
export const OFFLOAD = "`await run_in_threadpool(...)`, or a worker process";
/** The methods of a DB-API 2.0 connection and its cursors that wait for the server (PEP 249). */
export const DB_API_METHODS = [
    "execute",
    "executemany",
    "callproc",
    "fetchone",
    "fetchmany",
    "fetchall",
    "commit",
    "rollback",
];
/** What `requests` and the libraries that copy its interface send a request with. */
export const REQUESTS_METHODS = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "request",
];
/** The arguments with which a wait only asks whether the thing is already there. */
export const NO_WAIT = [
    { keyword: "timeout", value: "0" },
    { position: 0, value: "0" },
];
