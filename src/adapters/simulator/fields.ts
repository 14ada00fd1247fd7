import { ApiError } from './api-error.ts';

/** Any JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a value with keys, which a list is not. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An error as the API words it: where, then what. */
export function invalid(path: string, message: string): ApiError {
  return new ApiError(400, `${path}: ${message}`);
}

/** @throws ApiError 400 */
export function requireFields(value: unknown, path: string): Fields {
  if (value === undefined) throw invalid(path, 'Field required');
  if (!isFields(value)) throw invalid(path, 'Input should be an object');
  return value;
}

/** @throws ApiError 400 */
export function requireText(value: unknown, path: string): string {
  if (value === undefined) throw invalid(path, 'Field required');
  if (typeof value !== 'string') throw invalid(path, 'Input should be a valid string');
  if (value === '') throw invalid(path, 'String should have at least 1 character');
  return value;
}

/** Absent and null are an empty list. @throws ApiError 400 */
export function optionalList(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(path, 'Input should be a valid list');
  return value;
}

/** @throws ApiError 400 */
export function requireInteger(value: unknown, path: string, least: number): number {
  if (value === undefined) throw invalid(path, 'Field required');
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw invalid(path, 'Input should be a valid integer');
  }
  if (value < least) throw invalid(path, `Input should be greater than or equal to ${least}`);
  return value;
}
