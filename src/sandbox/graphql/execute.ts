import type { ApiRequest } from "../api.ts";
import { ApiError } from "../api-error.ts";
import type { RestAnswer } from "../rest.ts";
import { refusal } from "../rest.ts";
import type { Credentials } from "../store.ts";
import type { World } from "../world.ts";

export async function answerGraphql(
  _world: World,
  _credentials: Credentials | ApiError,
  _request: ApiRequest,
): Promise<RestAnswer> {
  return await Promise.resolve(refusal(new ApiError(404, "Not Found")));
}
