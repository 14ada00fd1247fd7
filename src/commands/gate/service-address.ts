import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Where a replica tells of itself. */
export interface ServiceAddress {
  /** As it was written. */
  readonly name: string;
  readonly metrics: string;
  readonly health: string;
}

/** `http://host:3000`, or the address of its metrics. For commander; may be repeated. */
export function collectServices(
  text: string,
  previous: readonly ServiceAddress[] | undefined,
): readonly ServiceAddress[] {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isWeb) throw new InvalidArgumentError('Write http://…, or https://….');
  const base = new URL(text);
  base.pathname = base.pathname.replace(/\/(?:metrics|health)?\/*$/, '');
  const at = (page: string): string => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}/${page}`;
    return url.href;
  };
  return [...(previous ?? []), { name: text, metrics: at('metrics'), health: at('health') }];
}
