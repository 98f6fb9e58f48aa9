/**
 * What Ruff's `flake8-async` and `flake8-bandit` rules report by a called name inside `async def`.
 * Source: Ruff's rule pages, https://docs.astral.sh/ruff/rules/#flake8-async-async
 */
const CODES = [
    [
        /^(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options)$|^httpx\.request$|^urllib\.request\.urlopen$|^urllib3\.request$/,
        "ASYNC210",
    ],
    [
        /^subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput)$|^os\.(?:system|popen|posix_spawnp?|spawn\w+)$/,
        "ASYNC221",
    ],
    [/^subprocess\.Popen$/, "ASYNC220"],
    [/^os\.(?:wait|wait3|wait4|waitid|waitpid)$/, "ASYNC222"],
    [/^(?:open|io\.open|io\.open_code)$/, "ASYNC230"],
    [/^input$/, "ASYNC250"],
    [/^time\.sleep$/, "ASYNC251"],
];
/** The Ruff rule that reports a blocking call of this qualified name where it stands in an `async def`. */
export function ruffCodeOf(qualifiedName) {
    return CODES.find(([names]) => names.test(qualifiedName))?.[1];
}
/** Ruff's rule for requests without a time-out: https://docs.astral.sh/ruff/rules/request-without-timeout/ */
export const RUFF_NO_TIMEOUT = "S113";
