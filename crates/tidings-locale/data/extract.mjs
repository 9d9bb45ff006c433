// Writes the CLDR rows that the crate needs and ICU4X does not offer: date and time patterns,
// interval patterns, flexible day periods, units outside ICU4X's categories, and the writing of money.
//
//   npm pack cldr-dates-full@48.2.0 cldr-units-full@48.2.0 cldr-core@48.2.0 cldr-numbers-full@48.2.0
//   node extract.mjs <dates> <units> <core> <numbers> > cldr.json       (each unpacked)
//
// Each argument is the folder of an unpacked package. A child locale keeps only what differs
// from its parent.
import fs from "node:fs";
import path from "node:path";

const [dates, units, core, numbers] = process.argv.slice(2);
const read = (...p) => JSON.parse(fs.readFileSync(path.join(...p), "utf8"));
const parents = {
  en: null, "en-001": "en", "en-GB": "en-001", "en-IE": "en-001", nl: null, "nl-BE": "nl",
  de: null, "de-AT": "de", "de-CH": "de", zh: null, "zh-Hant": null, "zh-Hant-HK": "zh-Hant", ko: null,
};
const usable = /^[GyMLdEcBhHmsv]+$/;
const widths = ["full", "long", "medium", "short"];
const kept = [
  "percent", "permille", "bit", "byte", "kilobit", "kilobyte", "megabit", "megabyte", "gigabit",
  "gigabyte", "terabit", "terabyte", "petabyte", "celsius", "fahrenheit", "degree", "acre", "hectare",
  "centimeter", "foot", "inch", "kilometer", "meter", "mile", "millimeter", "yard", "fluid-ounce",
  "gallon", "liter", "milliliter", "gram", "kilogram", "ounce", "pound", "stone", "mile-scandinavian",
];

function datesOf(locale) {
  const g = read(dates, "main", locale, "ca-gregorian.json").main[locale].dates.calendars.gregorian;
  const glue = g.dateTimeFormats;
  const at = g["dateTimeFormats-atTime"]?.standard ?? glue;
  const pick = (o) => Object.fromEntries(Object.entries(o).filter(([k]) => usable.test(k)));
  const intervals = {};
  for (const [skeleton, byField] of Object.entries(glue.intervalFormats)) {
    if (!usable.test(skeleton)) continue;
    for (const [field, pattern] of Object.entries(byField)) intervals[`${skeleton}/${field}`] = pattern;
  }
  const text = (v) => (typeof v === "string" ? v : v._value);
  return {
    dates: widths.map((w) => text(g.dateFormats[w])),
    times: widths.map((w) => text(g.timeFormats[w])),
    glue: widths.map((w) => text(glue[w])),
    at: widths.map((w) => text(at[w])),
    zone_append: glue.appendItems.Timezone,
    range: glue.intervalFormats.intervalFormatFallback,
    day_periods: g.dayPeriods.format.abbreviated,
    skeletons: pick(glue.availableFormats),
    intervals,
  };
}

function unitsOf(locale) {
  const u = read(units, "main", locale, "units.json").main[locale].units;
  const out = {};
  for (const width of ["long", "short", "narrow"]) {
    for (const [id, names] of Object.entries(u[width])) {
      const short = id.replace(/^[a-z]+-/, "");
      if (!kept.includes(short)) continue;
      for (const [k, v] of Object.entries(names)) {
        if (k.startsWith("unitPattern-count-")) out[`${short}/${width}/${k.slice(18)}`] = v;
      }
    }
  }
  return out;
}

function moneyOf(locale) {
  const n = read(numbers, "main", locale, "numbers.json").main[locale].numbers;
  const symbols = n["symbols-numberSystem-latn"];
  const currencies = read(numbers, "main", locale, "currencies.json").main[locale].numbers.currencies;
  return {
    // Separators of money, where they are not those of plain numbers.
    money_group: symbols.currencyGroup ?? "",
    money_point: symbols.currencyDecimal ?? "",
    money_name: n["currencyFormats-numberSystem-latn"]["unitPattern-count-other"],
    // Currencies that are written with their code even where a symbol is asked for.
    money_codes: Object.entries(currencies)
      .filter(([code, c]) => c.symbol === code && c["symbol-alt-narrow"] === code)
      .map(([code]) => code)
      .sort(),
  };
}

const rules = read(core, "supplemental", "dayPeriods.json").supplemental.dayPeriodRuleSet;
const full = {};
for (const locale of Object.keys(parents)) {
  full[locale] = { ...datesOf(locale), ...moneyOf(locale), units: unitsOf(locale) };
  full[locale].period_rules = Object.fromEntries(
    Object.entries(rules[locale] ?? rules[locale.split("-")[0]])
      .filter(([, r]) => r._from)
      .map(([name, r]) => [name, [r._from, r._before].map((t) => Number(t.slice(0, 2)))]),
  );
}
const out = {};
for (const [locale, parent] of Object.entries(parents)) {
  const base = parent ? full[parent] : {};
  const row = { parent };
  for (const [key, value] of Object.entries(full[locale])) {
    if (typeof value === "string" || Array.isArray(value)) {
      if (JSON.stringify(value) !== JSON.stringify(base[key])) row[key] = value;
      continue;
    }
    const own = Object.fromEntries(Object.entries(value).filter(([k, v]) =>
      JSON.stringify(v) !== JSON.stringify(base[key]?.[k])));
    const gone = Object.keys(base[key] ?? {}).filter((k) => !(k in value));
    for (const k of gone) own[k] = key === "period_rules" ? [0, 0] : "";
    if (Object.keys(own).length) row[key] = own;
  }
  out[locale] = row;
}
const lines = Object.entries(out).map(([locale, row]) =>
  `${JSON.stringify(locale)}: {\n` +
  Object.entries(row).map(([k, v]) => `  ${JSON.stringify(k)}: ${JSON.stringify(v)}`).join(",\n") + "\n}");
console.log("{\n" + lines.join(",\n") + "\n}");
