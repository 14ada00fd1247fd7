import type { ChalkInstance } from 'chalk';
import { type Column, renderTable } from '../../cli/table.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import { dollarsPerMillion } from '../../core/cost/dollars-per-million.ts';
import type { ListedModel, ModelList } from '../../core/cost/list-models.ts';

const UNKNOWN = '?';

/** `models list` as text. */
export function renderModels(list: ModelList, style: ChalkInstance): string {
  const { haiku, sonnet, opus } = list.current;
  const notes = [
    'Dollars per million tokens; cache writes live 5 minutes or 1 hour.',
    `Newest with a known price: ${haiku}, ${sonnet}, ${opus}.`,
    `Source: ${list.source}, as of ${list.asOf}.`,
  ];
  return [renderTable(list.models, columns(style), style), '', ...notes].join('\n');
}

function columns(style: ChalkInstance): readonly Column<ListedModel>[] {
  return [
    { title: 'model', cell: ({ id }) => id },
    { title: 'tier', cell: ({ tier }) => tier ?? '-' },
    price('input', 'input'),
    price('output', 'output'),
    price('cache read', 'cacheRead'),
    price('write 5m', 'cacheWrite5m'),
    price('write 1h', 'cacheWrite1h'),
    { title: 'context', align: 'right', cell: ({ contextWindow }) => tokens(contextWindow) },
    {
      title: 'life cycle',
      cell: describeLifecycle,
      color: (text, { status }) => colorStatus(text, status, style),
    },
  ];
}

function price(title: string, kind: keyof TokenPrices): Column<ListedModel> {
  const cell = ({ prices }: ListedModel): string =>
    prices === null ? UNKNOWN : dollarsPerMillion(prices[kind]);
  return { title, align: 'right', cell };
}

function tokens(count: number | null): string {
  if (count === null) return UNKNOWN;
  return count >= 1e6 ? `${count / 1e6}M` : `${count / 1e3}k`;
}

function describeLifecycle({ status, endsOn, referencePrices }: ListedModel): string {
  const day = endsOn === null ? '' : ` ${endsOn}`;
  const origin = referencePrices ? '; prices as in documents, never charged' : '';
  switch (status) {
    case 'current': {
      return endsOn === null ? status : `${status}, ends${day}`;
    }
    case 'ending': {
      return `ends${day}`;
    }
    case 'retired': {
      return `${status}${day}`;
    }
    case 'never-existed': {
      return `never existed${origin}`;
    }
  }
}

function colorStatus(text: string, status: ListedModel['status'], style: ChalkInstance): string {
  if (status === 'current') return style.green(text);
  return status === 'ending' ? style.yellow(text) : style.dim(text);
}
