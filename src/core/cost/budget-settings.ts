/** Limits, alerts and where the calendar is. */
export interface BudgetSettings {
  /** Nano-dollars; undefined where there is no limit. */
  readonly limits: {
    readonly task: number | undefined;
    readonly day: number | undefined;
    readonly week: number | undefined;
    readonly month: number | undefined;
  };
  /** Percent of the limit at which people are told, beside 90 and 100; a task has no alerts. */
  readonly alertPercents: { readonly day: number; readonly month: number };
  /** An IANA time zone. */
  readonly timeZone: string;
  /** Percent of a limit from which cheaper models are taken; undefined: never. */
  readonly degradeAtPercent: number | undefined;
  /** Keeps money apart that is not real: `simulated`. Undefined for real money. */
  readonly scope?: string | undefined;
}
