"""The figures of `benches/slicing` in DuckDB.

slicing.py run FOLDER SET SHAPE      does the work, prints seconds and peak memory as JSON, leaves the figures in FOLDER
slicing.py compare FOLDER SET SHAPE  compares them with those of tidings; exit 1 where one differs
"""

import json
import sys
import time

import duckdb

# kpi, table, date column, condition of its rows, numerator, denominator
ADDITIVE = [
    ("answer_rate", "contact", "offered_date", "direction = 'inbound'", "count(*) FILTER (WHERE {w} AND answered)", "count(*) FILTER (WHERE {w})"),
    ("abandonment_rate", "contact", "offered_date", "direction = 'inbound'", "count(*) FILTER (WHERE {w} AND abandoned)", "count(*) FILTER (WHERE {w})"),
    ("service_level", "contact", "offered_date", "direction = 'inbound'", "count(*) FILTER (WHERE {w} AND answered AND wait_seconds <= 20)", "count(*) FILTER (WHERE {w})"),
    ("asa", "contact", "answered_date", "direction = 'inbound' AND answered", "sum(wait_seconds) FILTER (WHERE {w})", "count(*) FILTER (WHERE {w})"),
    ("aht", "contact", "ended_date", "handled", "sum(talk_seconds + hold_seconds + wrap_seconds) FILTER (WHERE {w})", "count(*) FILTER (WHERE {w})"),
    ("att", "contact", "ended_date", "handled", "sum(talk_seconds) FILTER (WHERE {w})", "count(*) FILTER (WHERE {w})"),
    ("hold_time", "contact", "ended_date", "handled", "sum(hold_seconds) FILTER (WHERE {w})", "count(*) FILTER (WHERE {w})"),
    ("acw", "contact", "ended_date", "handled", "sum(wrap_seconds) FILTER (WHERE {w})", "count(*) FILTER (WHERE {w})"),
    ("transfer_rate", "contact", "ended_date", "direction = 'inbound' AND handled", "count(*) FILTER (WHERE {w} AND transferred)", "count(*) FILTER (WHERE {w})"),
    ("fcr", "contact", "ended_date", "direction = 'inbound' AND handled", "count(*) FILTER (WHERE {w} AND resolved_first)", "count(*) FILTER (WHERE {w})"),
    ("csat", "survey", "answered_date", "answered_at IS NOT NULL", "count(*) FILTER (WHERE {w} AND csat >= 4)", "count(csat) FILTER (WHERE {w})"),
    ("nps", "survey", "answered_date", "true", "100 * (count(*) FILTER (WHERE {w} AND nps >= 9) - count(*) FILTER (WHERE {w} AND nps <= 6))", "count(nps) FILTER (WHERE {w})"),
]
# kpi, table, date column, condition of its rows, value
WHOLE = [
    ("wait_p90", "contact", "ended_date", "answered", "quantile_cont(wait_seconds, 0.9) FILTER (WHERE {w})"),
    ("agents", "contact", "ended_date", "handled", "count(DISTINCT agent_id) FILTER (WHERE {w})"),
]
SLICES = [[], ["site"], ["queue", "site"], ["channel", "site"], ["site", "team"]]
KEYS = ["channel", "queue", "site", "team"]
GRAINS = {"day": "{d}", "week": "CAST(date_trunc('week', {d}) AS DATE)", "month": "CAST(date_trunc('month', {d}) AS DATE)"}


def sources(kpis):
    """KPIs that share a table and a date."""
    groups = {}
    for kpi in kpis:
        groups.setdefault((kpi[1], kpi[2]), []).append(kpi)
    return groups


def parts(kpi, filtered):
    """Numerator, denominator, value and the count of rows; with the condition as a FILTER, or left to a WHERE."""
    condition = kpi[3] if filtered else "true"
    expressions = [text.replace("{w}", condition) for text in kpi[4:]]
    if not filtered:
        expressions = [text.replace("true AND ", "").replace(" FILTER (WHERE true)", "") for text in expressions]
    numbers = expressions + ["NULL"] if len(expressions) == 2 else ["NULL", "NULL"] + expressions
    return numbers + [f"count(*) FILTER (WHERE {condition})" if filtered else "count(*)"]


def keys_of(slice_):
    return ", ".join(key if key in slice_ else f"NULL AS {key}" for key in KEYS)


def insert(db, name, grain, slice_name, select):
    """Figures of one KPI from rows that hold `start`, the keys, a numerator, a denominator, a value."""
    db.execute(
        f"INSERT INTO figure SELECT '{name}', {grain}, {slice_name}, start, {', '.join(KEYS)}, "
        f"numerator, denominator, coalesce(value, numerator / nullif(denominator, 0)) FROM ({select}) WHERE rows > 0"
    )


def each(db, kpis):
    for kpi in kpis:
        name, table, day, where = kpi[:4]
        numerator, denominator, value, rows = parts(kpi, False)
        for slice_ in SLICES:
            for grain, start in GRAINS.items():
                by = ", ".join(["start"] + slice_)
                select = (
                    f"SELECT {start.format(d=day)} AS start, {keys_of(slice_)}, {numerator} AS numerator, "
                    f"{denominator} AS denominator, {value} AS value, {rows} AS rows FROM {table} WHERE {where} GROUP BY {by}"
                )
                insert(db, name, f"'{grain}'", f"'{','.join(slice_)}'", select)


def columns(kpis):
    """Every KPI's parts as columns of one query."""
    texts = []
    for index, kpi in enumerate(kpis):
        for letter, text in zip("abcn", parts(kpi, True)):
            texts.append(f"{text} AS {letter}{index}")
    return ", ".join(texts)


def spread(db, kpis, source, grain, slice_name):
    for index, kpi in enumerate(kpis):
        select = (
            f"SELECT *, a{index} AS numerator, b{index} AS denominator, c{index} AS value, n{index} AS rows FROM {source}"
        )
        insert(db, kpi[0], grain, slice_name, select)


def shared(db, kpis):
    for (table, day), own in sources(kpis).items():
        for slice_ in SLICES:
            for grain, start in GRAINS.items():
                by = ", ".join(["start"] + slice_)
                db.execute(
                    f"CREATE OR REPLACE TEMP TABLE part AS SELECT {start.format(d=day)} AS start, {keys_of(slice_)}, "
                    f"{columns(own)} FROM {table} GROUP BY {by}"
                )
                spread(db, own, "part", f"'{grain}'", f"'{','.join(slice_)}'")


SLICE_NAME = (
    "CASE WHEN grouping(site) = 1 THEN '' WHEN grouping(queue) = 0 THEN 'queue,site' "
    "WHEN grouping(channel) = 0 THEN 'channel,site' WHEN grouping(team) = 0 THEN 'site,team' ELSE 'site' END"
)


def sets(db, kpis):
    for (table, day), own in sources(kpis).items():
        starts = ", ".join(f"{start.format(d=day)} AS {grain}_" for grain, start in GRAINS.items())
        groups = ", ".join(f"({', '.join([grain + '_'] + slice_)})" for grain in GRAINS for slice_ in SLICES)
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE part AS SELECT coalesce(day_, week_, month_) AS start, "
            f"CASE WHEN grouping(day_) = 0 THEN 'day' WHEN grouping(week_) = 0 THEN 'week' ELSE 'month' END AS grain, "
            f"{SLICE_NAME} AS slice, {', '.join(KEYS)}, {columns(own)} "
            f"FROM (SELECT *, {starts} FROM {table}) GROUP BY GROUPING SETS ({groups})"
        )
        spread(db, own, "part", "grain", "slice")


def rollup(db, kpis):
    for (table, day), own in sources(kpis).items():
        adding = [kpi for kpi in own if len(kpi) == 6]
        groups = ", ".join(f"({', '.join(['start'] + slice_)})" for slice_ in SLICES)
        if adding:
            db.execute(
                f"CREATE OR REPLACE TEMP TABLE days AS SELECT start, 'day' AS grain, {SLICE_NAME} AS slice, "
                f"{', '.join(KEYS)}, {columns(adding)} FROM (SELECT *, {day} AS start FROM {table}) "
                f"GROUP BY GROUPING SETS ({groups})"
            )
            spread(db, adding, "days", "grain", "slice")
            sums = ", ".join(
                f"sum({letter}{index}) AS {letter}{index}" if letter != "c" else f"NULL AS c{index}"
                for index in range(len(adding))
                for letter in "abcn"
            )
            for grain in ("week", "month"):
                db.execute(
                    f"CREATE OR REPLACE TEMP TABLE part AS SELECT {GRAINS[grain].format(d='d.start')} AS start, "
                    f"'{grain}' AS grain, slice, {', '.join(KEYS)}, {sums} FROM days d "
                    f"GROUP BY 1, slice, {', '.join(KEYS)}"
                )
                spread(db, adding, "part", "grain", "slice")
        whole = [kpi for kpi in own if len(kpi) == 5]
        for grain in GRAINS if whole else ():
            db.execute(
                f"CREATE OR REPLACE TEMP TABLE part AS SELECT start, '{grain}' AS grain, {SLICE_NAME} AS slice, "
                f"{', '.join(KEYS)}, {columns(whole)} "
                f"FROM (SELECT *, {GRAINS[grain].format(d=day)} AS start FROM {table}) GROUP BY GROUPING SETS ({groups})"
            )
            spread(db, whole, "part", "grain", "slice")


def opened(folder):
    db = duckdb.connect()
    db.execute("SET threads = 2")
    for table in ("contact", "survey"):
        db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder}/{table}/*.parquet')")
    db.execute(
        "CREATE TABLE figure (kpi VARCHAR, grain VARCHAR, slice VARCHAR, start DATE, channel VARCHAR, queue VARCHAR, "
        "site VARCHAR, team VARCHAR, numerator DOUBLE, denominator DOUBLE, value DOUBLE)"
    )
    return db


def run(folder, set_, shape):
    kpis = ADDITIVE + (WHOLE if set_ == "mixed" else [])
    began = time.perf_counter()
    db = opened(folder)
    {"each": each, "shared": shared, "sets": sets, "rollup": rollup}[shape](db, kpis)
    seconds = time.perf_counter() - began
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    db.execute(f"COPY figure TO '{folder}/duckdb-{set_}-{shape}.parquet' (FORMAT parquet)")
    print(json.dumps({"seconds": seconds, "peak_kilobytes": peak}))


def compare(folder, set_, shape):
    db = duckdb.connect()
    same = " AND ".join(f"a.{key} IS NOT DISTINCT FROM b.{key}" for key in ["kpi", "grain", "slice", "start"] + KEYS)
    db.execute(f"CREATE VIEW a AS SELECT * FROM read_parquet('{folder}/tidings-{set_}.parquet')")
    db.execute(f"CREATE VIEW b AS SELECT * FROM read_parquet('{folder}/duckdb-{set_}-{shape}.parquet')")
    wrong = db.execute(
        f"SELECT * FROM a FULL JOIN b ON {same} WHERE a.kpi IS NULL OR b.kpi IS NULL "
        "OR CAST(a.numerator AS DOUBLE) IS DISTINCT FROM b.numerator OR CAST(a.denominator AS DOUBLE) IS DISTINCT FROM b.denominator "
        "OR (a.value IS NULL) <> (b.value IS NULL) OR abs(CAST(a.value AS DOUBLE) - b.value) > "
        # Between two whole numbers DataFusion keeps six digits of the weight of a percentile.
        "CASE WHEN a.kpi = 'wait_p90' THEN 1e-3 ELSE 1e-9 * greatest(1, abs(b.value)) END"
    ).fetchall()
    count = db.execute("SELECT count(*) FROM a").fetchone()[0]
    if wrong or not count:
        print(f"{len(wrong)} of {count} figures differ, such as", *wrong[:3], sep="\n  ")
        sys.exit(1)
    print(f"{count} figures are equal")


{"run": run, "compare": compare}[sys.argv[1]](*sys.argv[2:])
