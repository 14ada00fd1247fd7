import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMetrics, seriesKey } from '../../../../src/rollout/scrape/parse-metrics.ts';

const parse = (text: string): ReturnType<typeof parseMetrics> => parseMetrics(text, 'url');

describe(parseMetrics, () => {
  it('reads the example of the format', () => {
    // https://prometheus.io/docs/instrumenting/exposition_formats/
    const samples = parse(`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045

# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="+Inf"} 144320
`);
    expect(samples.map(({ value }) => value)).toEqual([
      1027,
      3,
      1_458_255_915,
      12.47,
      Infinity,
      24_054,
      144_320,
    ]);
    expect(samples[2]?.labels).toEqual({
      path: String.raw`C:\DIR\FILE.TXT`,
      error: 'Cannot find file:\n"FILE.TXT"',
    });
    expect(samples[0]?.labels).toEqual({ method: 'post', code: '200' });
  });

  it.each([
    ['a NaN\n', Number.NaN],
    ['a -Inf\n', -Infinity],
    ['a{} .5\n', 0.5],
    ['a{x="}",} 1e3\n', 1000],
    ['a{x="1"}7\n', 7],
    ['a { x = "1" , y="," } 7\n', 7],
    ['a_bucket{le="1"} 5 # {trace_id="ab"} 0.67 1.5\n# EOF\n', 5],
    ['a 5 1.5e9\r\n', 5],
  ])('reads %j', (text, value) => {
    expect(parse(text)[0]?.value).toBe(value);
  });

  it.each([
    ['<!DOCTYPE html>\n<html>503</html>\n', 1, /HTML/],
    ['', 1, /no metrics/],
    ['a 1\nb 2', 2, /cut off/],
    ['a 1\n# EOF\nb 2\n', 3, /after # EOF/],
    ['a 1\na 2\n', 2, /twice/],
    ['a{x="1",y="2"} 1\na{y="2",x="1"} 1\n', 2, /twice/],
    ['a{x="1",x="2"} 1\n', 1, /label x is there twice/],
    ['a\n', 1, /no value/],
    ['a one\n', 1, /no value/],
    ['a 1 2 3\n', 1, /no value/],
    ['a1.5\n', 1, /no value/],
    ['a 0x10\n', 1, /no value/],
    ['{"json": 1}\n', 1, /no name/],
    ['a{x=1} 1\n', 1, /label/],
    ['a{x="1} 1\n', 1, /label/],
    ['a{x="\\t"} 1\n', 1, /label/],
    ['a{x="1" y="2"} 1\n', 1, /do not end/],
    ['# TYPE a odd\na 1\n', 1, /type/],
  ])('refuses %j', (text, line, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'DATA_INVALID',
        message: expect.stringMatching(message),
        location: { file: 'url', line, column: 1 },
      }),
    );
  });

  it('reads whatever labels are written', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '\\', '"', '\n', ' ', '}', ',', '=', 'é', '漢', '\t'),
        }),
        fc.double(),
        (text, value) => {
          const escaped = text
            .replaceAll('\\', String.raw`\\`)
            .replaceAll('"', String.raw`\"`)
            .replaceAll('\n', String.raw`\n`);
          const [sample] = parse(`a{x="${escaped}"} ${String(value)}\n`);
          expect(sample).toEqual({
            name: 'a',
            labels: { x: text },
            value: value === 0 ? expect.closeTo(0) : value,
          });
        },
      ),
    );
  });

  it('names series by sorted labels', () => {
    expect(seriesKey({ name: 'a', labels: { y: '"', x: '1' }, value: 1 })).toBe(
      String.raw`a{x="1",y="\""}`,
    );
  });
});
