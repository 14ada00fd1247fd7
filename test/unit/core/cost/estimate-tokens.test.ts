import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from '../../../../src/adapters/simulator/tokens.ts';
import { estimateTokens } from '../../../../src/core/cost/estimate-tokens.ts';

/** Texts with the counts of @anthropic-ai/tokenizer 0.0.4, the last tokenizer that Anthropic published (Claude 2). */
const counted: readonly (readonly [string, string, number])[] = [
  [
    'English',
    'Write unit tests for the shopping cart. Cover empty carts, several discounts at once, and prices that do not divide evenly between the items.',
    29,
  ],
  [
    'German',
    'Schreibe Unit-Tests für die folgende Funktion und decke Grenzfälle sowie die Fehlerbehandlung ab.',
    28,
  ],
  [
    'TypeScript',
    'export function total(items: readonly Item[]): number {\n  return items.reduce((sum, { price, count }) => sum + price * count, 0);\n}\n',
    37,
  ],
  [
    'JSON',
    '{"name":"cart","items":[{"sku":"A-17","price":1299,"count":2},{"sku":"B-03","price":450,"count":1}]}',
    37,
  ],
  [
    'minified code',
    'function a(b,c){return b.d(e=>e.f>c?g(e):h[e.i]).j(k,{l:1})}for(let m=0;m<n;m++)o[m]=p(m)',
    59,
  ],
  [
    'Base64',
    'pKsVAUPRAHSQ5IxW6gjA3sIvEYAWoxFZQKr9hXvGYEPPHO2lVFQbyYXkvXZpHO7oD0YI3aFt0mDSM4qkWlTVDw==',
    63,
  ],
  ['hexadecimal', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 44],
  [
    'Chinese',
    '请为以下函数编写单元测试，覆盖边界条件和错误处理。该函数计算购物车的总价，并应用折扣。',
    39,
  ],
  [
    'Japanese',
    '次の関数の単体テストを書いてください。境界条件とエラー処理を網羅してください。',
    36,
  ],
  ['Russian', 'Напишите модульные тесты для следующей функции, охватывая граничные условия.', 37],
  ['Hindi', 'निम्नलिखित फ़ंक्शन के लिए यूनिट परीक्षण लिखें।', 55],
  ['Arabic', 'اكتب اختبارات الوحدة للدالة التالية مع تغطية الحالات الحدية', 48],
  ['emoji', '🎉🚀👩‍👩‍👧‍👦🏳️‍🌈✅❌', 31],
  ['letters without sense', 'qzxkvjwpfmbhgqzxkvjwpfmbhgqzxkvjwpfmbhg', 21],
  ['single letters', 'a b c d e f g h i j k l m n o p q r s t u v w x y z', 26],
  ['digits', '3141592653589793238462643383279502884197', 17],
  ['blanks', '                                        x\n\n\n\n\n\n\n\n\n\n', 4],
];

describe(estimateTokens, () => {
  it('counts the frame of an empty text', () => {
    expect(estimateTokens('')).toBe(20);
  });

  it.each(counted)('does not fall below what is counted: %s', (_kind, text, tokens) => {
    // 35 percent are the allowance of the family; see worstCase.
    expect(Math.ceil(estimateTokens(text) * 1.35)).toBeGreaterThanOrEqual(tokens);
  });

  it.each(counted.slice(0, 3))(
    'is no more than twice what is counted: %s',
    (_kind, text, tokens) => {
      expect(estimateTokens(text) - 20).toBeLessThanOrEqual(2 * tokens);
    },
  );

  it('never shrinks when a text grows', () => {
    const text = counted.map(([, each]) => each).join(' ');
    let last = 0;
    for (let length = 0; length <= text.length; length += 1) {
      const tokens = estimateTokens(text.slice(0, length));
      expect(tokens + 8).toBeGreaterThanOrEqual(last);
      last = tokens;
    }
    expect(last).toBeGreaterThan(200);
  });

  it('does not fall below what the simulator bills, whatever the text', () => {
    const anyUnit = fc.nat(0x10_ff_ff).map((point) => String.fromCodePoint(point));
    const units = fc.constantFrom(...Array.from('abcdXYZ019  \t\n_.,;(){}é中🎉'));
    const pieces = fc.oneof(
      fc.string({ unit: anyUnit, maxLength: 40 }),
      fc.string({ unit: units, maxLength: 200 }),
      fc.constantFrom(...counted.map(([, text]) => text)),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), (texts) => {
        const text = texts.join('');
        expect(Math.ceil(estimateTokens(text) * 1.35)).toBeGreaterThanOrEqual(countTokens(text));
      }),
      { numRuns: 500 },
    );
  });
});
