const ASIDE_FOLDERS =
  /(?:^|\/)(?:tests?|e2e|(?:[\w-]+[_-])?examples?|docs?|docs_src|scripts?|migrations|alembic|benchmarks?|notebooks?|vendor|vendored|third_party|site-packages|dist-packages|fixtures|stubs)\//;

/** The steps of a tutorial, each a copy of the one before. */
const TUTORIAL_STEPS = /^(?:parts?|chapters?|lessons?|lectures?|exercises?)[_-]?\d+[\w-]*\//i;

/** `samples` and `cookbook` are also what businesses deal in: the top folders of that name, with a folder for each sample. */
const SAMPLES = /^(?:(?:python|py)\/)?(?:samples|cookbooks?)\/[^/]+\//;

const ASIDE_FILES =
  /(?:^|\/)(?:conftest|setup|noxfile|fabfile|tasks_dev)\.py$|(?:^|\/)(?:test_|mock_|fake_|stub_)[^/]*\.py$|_test\.py$|_pb2(?:_grpc)?\.pyi?$|_generated\.py$/;

/** Tests, examples, documentation, scripts, migrations, vendored and generated files: blocking there harms nobody's requests. */
export function isAside(path: string): boolean {
  return ASIDE_FOLDERS.test(path) || TUTORIAL_STEPS.test(path) || SAMPLES.test(path) || ASIDE_FILES.test(path);
}
