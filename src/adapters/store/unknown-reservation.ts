import { AqeError } from '../../errors.ts';

/** Somebody settles what a store never had. */
export function unknownReservation(id: string): AqeError {
  return new AqeError('STORE_UNAVAILABLE', `the reservation ${id} is not in the store`, {
    hint: 'Was the database deleted or restored while a call ran? What the call cost is not recorded.',
  });
}
