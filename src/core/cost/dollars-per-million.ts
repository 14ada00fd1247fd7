/** A price in nano-dollars per token, as dollars per million tokens: 15000 is `15.00`, 25 is `0.025`. */
export function dollarsPerMillion(nanoPerToken: number): string {
  const whole = Math.floor(nanoPerToken / 1000);
  const thousandths = String(nanoPerToken % 1000).padStart(3, '0');
  return `${whole}.${thousandths}`.replace(/0$/, '');
}
