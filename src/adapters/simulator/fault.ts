import { seededRandom } from '../../core/random.ts';
import { type FaultKind, faultKinds, type SimulatedRequest } from '../../core/simulation.ts';
import { ApiError } from './api-error.ts';
import { pickOne } from './pick.ts';
import type { Setting } from './setting.ts';

/** The header that asks for a fault in one request. */
export const faultHeader = 'x-aqe-fault';

/** What may decide on the fault of a call. */
interface FaultWishes {
  readonly index: number;
  readonly header: string | undefined;
  /** From the script of the answer. */
  readonly scripted: FaultKind | undefined;
}

/**
 * The header decides (`none`: nothing goes wrong), then the plan, then the script, then chance.
 * @throws ApiError 400 for a fault that there is not
 */
export function chooseFault(
  setting: Setting,
  request: SimulatedRequest,
  { index, header, scripted }: FaultWishes,
): FaultKind | undefined {
  if (header !== undefined) return forcedFault(header);
  return setting.plan(index, request) ?? scripted ?? faultByChance(setting, index);
}

function forcedFault(header: string): FaultKind | undefined {
  const fault = faultKinds.find((kind) => kind === header);
  if (fault === undefined && header !== 'none') {
    throw new ApiError(
      400,
      `${faultHeader}: there is no fault '${header}'. There are: none, ${faultKinds.join(', ')}`,
    );
  }
  return fault;
}

function faultByChance({ seed, faultRate, faults }: Setting, index: number): FaultKind | undefined {
  const random = seededRandom(seed, 'fault', index);
  return random() < faultRate ? pickOne(faults, random) : undefined;
}

/** The error that the client gets instead of an answer, for the faults that are one. */
export function errorOf(
  fault: FaultKind | undefined,
  stream: boolean,
  { retryAfterS, rates }: Setting,
): ApiError | undefined {
  if (fault === 'server-error') return new ApiError(500, 'Internal server error');
  if (fault === 'overloaded' || (fault === 'overloaded-in-stream' && !stream)) {
    return new ApiError(529, 'Overloaded');
  }
  if (fault !== 'rate-limited') return undefined;
  return new ApiError(429, 'This request would exceed the rate limit of your organization.', {
    'retry-after': String(retryAfterS),
    ...rates.headers(true),
  });
}
