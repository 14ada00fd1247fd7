import type { SimulatedModel } from '../../core/simulation.ts';
import { ApiError } from './api-error.ts';
import { invalid } from './fields.ts';

/** `/v1/models`: a page of the list. @throws ApiError 400 */
export function modelsPage(models: readonly SimulatedModel[], query: URLSearchParams): object {
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw invalid('limit', 'Input should be between 1 and 1000');
  }
  const [from, to] = pageBounds(models, query, limit);
  const data = models.slice(from, to);
  return {
    data: data.map(wireModel),
    has_more: query.has('before_id') ? from > 0 : to < models.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function pageBounds(
  models: readonly SimulatedModel[],
  query: URLSearchParams,
  limit: number,
): readonly [number, number] {
  const indexOf = (name: string): number => models.findIndex(({ id }) => id === query.get(name));
  const before = indexOf('before_id');
  if (before >= 0) return [Math.max(0, before - limit), before];
  const from = indexOf('after_id') + 1;
  return [from, from + limit];
}

/** `/v1/models/:id`. @throws ApiError 404 */
export function modelInfo(models: readonly SimulatedModel[], id: string): object {
  const model = models.find((candidate) => candidate.id === id);
  if (model === undefined) throw new ApiError(404, `model: ${id}`);
  return wireModel(model);
}

function wireModel({ id, contextWindow }: SimulatedModel): object {
  return {
    type: 'model',
    id,
    display_name: id,
    // What the API says where it does not know.
    created_at: '1970-01-01T00:00:00Z',
    max_input_tokens: contextWindow ?? null,
    max_tokens: null,
    lifecycle: 'active',
  };
}
