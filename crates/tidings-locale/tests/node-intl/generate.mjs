// Writes what another implementation of CLDR prints for a few thousand requests.
//
//   node generate.mjs [--all] > table.jsonl   (Node with full ICU; the first line names its versions)
//
// Each further line is a request of `tidings locale format` with the text Node prints as `expected`.
const locales = ["nl-NL", "nl-BE", "de-DE", "de-AT", "de-CH", "zh-CN", "zh-TW", "zh-HK", "ko-KR", "en-GB", "en-US", "en-IE"];
const rows = [];
const add = (locale, kind, input, options, expected) => {
  rows.push({ locale, kind, input, ...(Object.keys(options).length ? { options } : {}), expected });
};
// A row that lands in one locale out of three keeps the table wide and short.
let turn = 0;
const some = (n) => turn++ % n === 0;

const numbers = (locale) => {
  const decimals = [
    ["1234.5", {}], ["1234567", {}], ["-0.4", { maximumFractionDigits: 0 }], ["0", {}], ["-1234.5678", {}],
    ["2.5", { maximumFractionDigits: 0 }], ["1.005", { maximumFractionDigits: 2 }], ["1234", { useGrouping: false }],
    ["12345.6", { useGrouping: "min2" }], ["1234.5", { useGrouping: "min2" }], ["7", { minimumIntegerDigits: 3 }],
    ["3.14159", { maximumSignificantDigits: 3 }], ["123456", { maximumSignificantDigits: 2 }],
    ["1.5", { minimumSignificantDigits: 4 }], ["3.2", { signDisplay: "always" }], ["0", { signDisplay: "always" }],
    ["0", { signDisplay: "exceptZero" }], ["-3.2", { signDisplay: "never" }], ["-0.001", { signDisplay: "negative", maximumFractionDigits: 0 }],
    ["5", { minimumFractionDigits: 2 }], ["1234567.891", { minimumFractionDigits: 1, maximumFractionDigits: 2 }],
    ["123456", { notation: "scientific" }], ["123456", { notation: "engineering", maximumFractionDigits: 1 }], ["0.00012", { notation: "scientific" }],
    ["1500000", { notation: "compact" }], ["1500000", { notation: "compact", compactDisplay: "long" }],
    ["2.5", { maximumFractionDigits: 0, roundingMode: "halfEven" }], ["-2.1", { maximumFractionDigits: 0, roundingMode: "floor" }],
  ];
  for (const [v, o] of decimals) add(locale, "decimal", v, o, new Intl.NumberFormat(locale, o).format(v));
  for (const [v, o] of [["0.48", {}], ["0.485", {}], ["0.1234", { maximumFractionDigits: 1 }], ["-0.05", {}], ["0.05", { signDisplay: "always" }],
    ["1.5", { minimumFractionDigits: 2 }], ["12.345", {}], ["0.005", { maximumFractionDigits: 2 }], ["-0.001", { signDisplay: "exceptZero" }]]) {
    add(locale, "percent", v, o, new Intl.NumberFormat(locale, { style: "percent", ...o }).format(v));
  }
  for (const currency of ["EUR", "USD", "CNY", "KRW", "GBP", "CHF", "TWD", "JPY"]) {
    const list = [["1234.5", {}], ["-1234.5", {}], ["0", {}], ["1", { currencyDisplay: "name" }], ["1234567.89", { currencyDisplay: "code" }],
      ["1234.5", { currencyDisplay: "name" }], ["1234.5", { currencyDisplay: "narrowSymbol" }], ["1234.5", { maximumFractionDigits: 0 }],
      ["-1234.5", { currencySign: "accounting" }], ["12.3", { signDisplay: "always" }], ["1", { currencyDisplay: "name", maximumFractionDigits: 0 }],
      ["-12345.678", { currencyDisplay: "code" }], ["-5.5", { currencyDisplay: "name" }], ["15300", { notation: "compact" }],
      ["1234567.89", {}], ["1234.5", { useGrouping: false }]];
    for (const [v, o] of list) {
      if (currency !== "EUR" && !some(3)) continue;
      add(locale, "currency", v, { currency, ...o }, new Intl.NumberFormat(locale, { style: "currency", currency, ...o }).format(v));
    }
  }
  for (const v of ["0", "0.123", "1.26", "12.6", "999", "999.6", "1000", "1234", "-15300", "99999", "999950", "1234567", "15000000", "123456789", "1200000000", "9876543210", "1500000000000"]) {
    for (const display of ["short", "long"]) {
      add(locale, `compact-${display}`, v, {}, new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: display }).format(v));
    }
  }
  for (const [v, o] of [["1234.5", { maximumFractionDigits: 2 }], ["15300", { maximumSignificantDigits: 3 }], ["15300", { signDisplay: "always" }], ["12345", { minimumFractionDigits: 1 }]]) {
    add(locale, "compact-short", v, o, new Intl.NumberFormat(locale, { notation: "compact", ...o }).format(v));
  }
  for (const unit of ["second", "minute", "hour", "day", "week", "month", "year", "millisecond", "percent", "kilometer", "megabyte", "celsius", "kilogram", "liter"]) {
    for (const unitDisplay of ["long", "short", "narrow"]) {
      for (const v of ["1", "5", "-2.5", "1234"]) {
        if (!["minute", "hour", "second", "day"].includes(unit) && !some(4)) continue;
        if (v === "1234" && !some(3)) continue;
        add(locale, "unit", v, { unit, unitDisplay }, new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(v));
      }
    }
  }
  add(locale, "unit", "1", { unit: "minute", unitDisplay: "long", minimumFractionDigits: 1 }, new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long", minimumFractionDigits: 1 }).format(1));
};

const words = (locale) => {
  for (const v of ["0", "1", "2", "3", "11", "21", "1.5", "101"]) {
    add(locale, "plural-cardinal", v, {}, new Intl.PluralRules(locale).select(v));
    if (!v.includes(".")) add(locale, "plural-ordinal", v, {}, new Intl.PluralRules(locale, { type: "ordinal" }).select(v));
  }
  add(locale, "plural-cardinal", "1.0", {}, new Intl.PluralRules(locale, { minimumFractionDigits: 1 }).select(1));
  add(locale, "plural-cardinal", "1", { minimumFractionDigits: 2 }, new Intl.PluralRules(locale, { minimumFractionDigits: 2 }).select(1));
  for (const type of ["conjunction", "disjunction", "unit"]) {
    for (const style of ["long", "short", "narrow"]) {
      for (const list of [["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D"]]) {
        if (list.length === 1 && !some(5)) continue;
        add(locale, "list", list, { type, style }, new Intl.ListFormat(locale, { type, style }).format(list));
      }
    }
  }
  add(locale, "list", [], {}, "");
  for (const unit of ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]) {
    for (const v of [-3, -1, 0, 1, 2, 5]) {
      for (const numeric of ["auto", "always"]) {
        for (const style of ["long", "short", "narrow"]) {
          if (!some(style === "long" ? 2 : 7)) continue;
          add(locale, "relative", [v, unit], { numeric, style }, new Intl.RelativeTimeFormat(locale, { numeric, style }).format(v, unit));
        }
      }
    }
  }
  // Node 20 has no DurationFormat; by its definition a duration is a list of units.
  const durations = [[["minute", 5], ["second", 30]], [["hour", 1], ["minute", 5], ["second", 30]], [["day", 2], ["hour", 3]], [["second", 1]], [["hour", 1], ["minute", 1]], [["hour", 1], ["minute", 0], ["second", 5]]];
  for (const parts of durations) {
    for (const style of ["long", "short", "narrow"]) {
      const texts = parts.map(([unit, v]) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: style }).format(v));
      add(locale, "duration", parts, { style }, new Intl.ListFormat(locale, { type: "unit", style }).format(texts));
    }
  }
};

const times = (locale) => {
  const format = (kind, input, options, basis = options) => {
    const f = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...basis });
    const d = (t) => new Date(t);
    const expected = Array.isArray(input) ? f.formatRange(d(input[0]), d(input[1])) : f.format(d(input));
    add(locale, kind, input, options, expected);
  };
  const styles = ["full", "long", "medium", "short"];
  for (const dateStyle of styles) {
    for (const t of ["2026-03-09T09:05:00Z", "2026-11-22T17:30:00Z", "2025-01-01T00:00:00Z"]) format("date", t, { dateStyle });
  }
  format("date", "2026-03-09T09:05:00Z", {});
  for (const o of [{ month: "long" }, { year: "numeric", month: "long" }, { year: "numeric", month: "short" }, { year: "numeric", month: "numeric" }, { year: "numeric", month: "2-digit", day: "2-digit" },
    { month: "short", day: "numeric" }, { month: "numeric", day: "numeric" }, { month: "2-digit", day: "2-digit" }, { weekday: "long" }, { weekday: "short" }, { weekday: "long", month: "long", day: "numeric" },
    { weekday: "short", year: "numeric", month: "short", day: "numeric" }, { year: "2-digit", month: "numeric", day: "numeric" }, { day: "numeric" }, { year: "numeric" }, { weekday: "short", day: "numeric", month: "numeric" },
    { weekday: "long", year: "numeric", month: "long", day: "numeric" }, { month: "narrow" }, { weekday: "narrow" }, { year: "numeric", month: "long", day: "numeric" }]) {
    format("date", "2026-03-09T09:05:00Z", o);
  }
  for (const t of ["2026-03-09T09:05:07Z", "2026-03-09T17:30:00Z", "2026-03-09T12:00:00Z", "2026-07-09T23:59:59Z"]) {
    for (const timeStyle of styles) format("time", t, { timeStyle, timeZone: "Europe/Amsterdam" });
    format("time", t, { hour: "numeric", minute: "2-digit" });
  }
  format("time", "2026-03-09T17:30:00Z", {}, { hour: "numeric", minute: "numeric", second: "numeric" });
  for (const o of [{ hour: "2-digit", minute: "2-digit" }, { hour: "numeric" }, { hour: "numeric", minute: "2-digit", second: "2-digit" }, { timeStyle: "short", hour12: false }, { timeStyle: "short", hour12: true },
    { hour: "numeric", minute: "2-digit", hour12: true }, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, { hour: "numeric", minute: "2-digit", timeZoneName: "short" }, { timeStyle: "medium", hourCycle: "h12" }, { minute: "2-digit", second: "2-digit" }]) {
    format("time", "2026-03-09T17:05:09Z", o);
    format("time", "2026-03-09T09:05:09Z", o);
  }
  for (const zone of ["Europe/Amsterdam", "Asia/Shanghai", "Asia/Seoul", "America/New_York", "UTC"]) {
    for (const timeZoneName of ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"]) {
      for (const t of ["2026-01-09T09:05:00Z", "2026-07-09T09:05:00Z"]) {
        if (!some(2)) continue;
        format("time", t, { hour: "numeric", minute: "2-digit", timeZone: zone, timeZoneName });
      }
    }
  }
  for (const dateStyle of styles) {
    for (const timeStyle of styles) format("datetime", "2026-03-09T16:05:07Z", { dateStyle, timeStyle, timeZone: "Europe/Amsterdam" });
  }
  format("datetime", "2026-03-09T16:05:07Z", {}, { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  for (const o of [{ year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" }, { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
    { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }, { weekday: "long", hour: "numeric" }, { weekday: "long", year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" }]) {
    format("datetime", "2026-03-09T16:05:07Z", o);
  }
  const days = [["2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z"], ["2026-02-23T00:00:00Z", "2026-03-01T00:00:00Z"], ["2025-12-29T00:00:00Z", "2026-01-04T00:00:00Z"], ["2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"], ["2026-03-02T09:00:00Z", "2026-03-02T17:30:00Z"]];
  for (const pair of days) {
    for (const dateStyle of styles) format("date-range", pair, { dateStyle });
    for (const o of [{}, { year: "numeric", month: "short", day: "numeric" }, { month: "short", day: "numeric" }, { year: "numeric", month: "long" }, { weekday: "short", month: "short", day: "numeric" }, { year: "numeric", month: "2-digit", day: "2-digit" }, { month: "long" }, { month: "numeric", day: "numeric" }, { weekday: "short", year: "numeric", month: "long", day: "numeric" }, { day: "numeric" }, { year: "numeric" }]) {
      format("date-range", pair, o);
    }
  }
  const spans = [["2026-03-02T09:00:00Z", "2026-03-02T11:30:00Z"], ["2026-03-02T09:00:00Z", "2026-03-02T17:30:00Z"], ["2026-03-02T09:00:00Z", "2026-03-02T09:45:00Z"], ["2026-03-02T13:00:00Z", "2026-03-02T17:30:00Z"], ["2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z"], ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"]];
  for (const pair of spans) {
    for (const o of [{ timeStyle: "short" }, { hour: "numeric", minute: "2-digit" }, { hour: "2-digit", minute: "2-digit" }, { hour: "numeric" }, { timeStyle: "medium" }, { hour: "numeric", minute: "2-digit", hour12: false }, { hour: "numeric", minute: "2-digit", hour12: true }]) format("time-range", pair, o);
    for (const o of [{ dateStyle: "medium", timeStyle: "short" }, { dateStyle: "long", timeStyle: "short" }, { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" }]) {
      format("date-range", pair, o);
    }
  }
};

for (const locale of locales) {
  numbers(locale);
  words(locale);
  times(locale);
}
console.log(JSON.stringify({ node: process.versions.node, icu: process.versions.icu, cldr: process.versions.cldr, tzdata: process.versions.tz }));
// Two rows of five: every kind stays, in other locales than its neighbours.
const all = process.argv.includes("--all");
for (const row of rows.filter((_, i) => all || i % 5 === 0 || i % 5 === 2)) console.log(JSON.stringify(row));
