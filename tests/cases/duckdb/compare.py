"""Runs KPI queries unchanged in DuckDB over published model tables and compares the figures.

    compare.py JOB VENV

JOB is a JSON file: the folders of the model tables, the sites' zones, and for each KPI its query, its dates and the
figures to compare with. VENV is a folder for DuckDB's wheel, where the interpreter does not have it already.
Ends with 0 where all agree, 1 where a figure differs, 3 with a reason where DuckDB cannot be had.
"""
import json
import os
import subprocess
import sys
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def with_duckdb(venv):
    """This interpreter where it has DuckDB, else one of its own; nothing comes back from a change of interpreter."""
    try:
        import duckdb

        return duckdb
    except ImportError:
        pass
    python = venv / "bin" / "python"
    if Path(sys.executable) == python:
        sys.exit("no DuckDB in its own environment")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    wanted = os.environ.get("TIDINGS_DUCKDB", "duckdb==2.0.0")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "20", wanted]
    has = subprocess.run([python, "-c", "import duckdb"], capture_output=True).returncode == 0
    if not has and subprocess.run(pip).returncode != 0:
        print(f"skipped: `pip install {wanted}` failed")
        sys.exit(3)
    os.execv(python, [str(python), *sys.argv])


# The functions of our engine that DuckDB does not have. Erlang C is the sum over the states of the queue, with terms
# A^k / k! e^-A, which is not how the engine gets there. Nobody needs twice the load and a hundred agents more, but
# where the occupancy asks for them.
FUNCTIONS = """
CREATE MACRO to_unixtime(instant) AS CAST(floor(epoch(instant)) AS BIGINT);
CREATE MACRO term(load, busy) AS exp(busy * ln(load) - load - lgamma(busy + 1));
CREATE MACRO all_busy(load, agents) AS term(load, agents) * agents / (agents - load);
CREATE MACRO waiting(load, agents) AS
    all_busy(load, agents) / (list_sum([term(load, busy) for busy in range(0, agents)]) + all_busy(load, agents));
CREATE MACRO in_time(contacts, handling, interval_, agents, threshold) AS
    CASE WHEN handling = 0 THEN 1.0::DOUBLE
         WHEN handling >= agents * interval_ THEN NULL
         ELSE 1 - waiting(handling::DOUBLE / interval_, agents)
                  * exp(-(agents - handling::DOUBLE / interval_) * threshold * contacts / handling) END;
CREATE MACRO erlang_c_service_level_ppm(contacts, handling, interval_, agents, threshold) AS
    CASE WHEN contacts > 0 AND agents > 0
         THEN CAST(floor(in_time(contacts, handling, interval_, agents, threshold) * 1e6 + 0.5) AS BIGINT) END;
CREATE MACRO erlang_c_agents(contacts, handling, interval_, threshold, target, occupancy) AS
    CASE WHEN contacts = 0 THEN 0 ELSE
        [agents for agents in range(1, 100 + handling * 2000 // (interval_ * occupancy))
         if handling * 1000 <= occupancy * agents * interval_
            AND in_time(contacts, handling, interval_, agents, threshold) * 1000 >= target][1] END;
"""


def files_of(table, version):
    """The Parquet files of one version of a Delta table, by its log."""
    live = {}
    for entry in sorted((table / "_delta_log").glob("*.json")):
        if int(entry.stem) > version:
            continue
        for line in entry.read_text(encoding="utf-8").splitlines():
            action = json.loads(line)
            if "add" in action:
                live[action["add"]["path"]] = True
            elif "remove" in action:
                live.pop(action["remove"]["path"], None)
    return [str(table / path) for path in sorted(live)]


def text(value):
    return "'" + value.replace("'", "''") + "'"


def ends_of(period, zones):
    """The instant at which a period ends, by site."""
    day = date.fromisoformat(period[1])
    at = {}
    for site, zone in zones.items():
        instant = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
        at[site] = f"TIMESTAMPTZ '{instant:%Y-%m-%d %H:%M:%S}+00'"
    return at


def restriction(kpi, relation, period, keys, zones):
    """The condition that leaves the rows of a period with the given keys."""
    start, end = period
    when = kpi["relations"][relation]
    if "date" in when:
        parts = [f"{when['date']} >= DATE '{start}' AND {when['date']} < DATE '{end}'"]
    else:
        begins, ends = when["validity"]
        at_site = []
        for site, at in ends_of(period, zones).items():
            at_site.append(f"(site = {text(site)} AND {begins} < {at} AND ({ends} IS NULL OR {ends} >= {at}))")
        parts = ["(" + " OR ".join(at_site) + ")"]
    for key, value in keys.items():
        column = f"CAST({key} AS VARCHAR)"
        parts.append(f"{column} IS NULL" if value is None else f"{column} = {text(value)}")
    return " AND ".join(parts)


def ask(connection, kpi, period, keys, zones):
    """The row of the unchanged query, where each relation holds only the rows of the cell.

    `$period_end` is a parameter whose value is the instant at the row's site.
    """
    ends = "".join(f" WHEN {text(site)} THEN {at}" for site, at in ends_of(period, zones).items())
    for relation in kpi["relations"]:
        condition = restriction(kpi, relation, period, keys, zones)
        rows = f"SELECT *, CASE site{ends} END AS period_end FROM published.{relation} WHERE {condition}"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {relation} AS {rows}")
    cursor = connection.execute(kpi["sql"].replace("$period_end", "period_end"))
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    assert len(rows) == 1, f"{kpi['id']} gives {len(rows)} rows"
    return dict(zip(names, rows[0]))


def number(value):
    return None if value is None else Decimal(str(value))


def same(ours, theirs, was_float):
    """Equal, or as near as a floating-point number of DuckDB comes: twelve significant digits."""
    if ours is None or theirs is None or not was_float:
        return ours == theirs
    return abs(ours - theirs) <= abs(ours) * Decimal("5e-13")


def rounded(value, digits):
    return None if value is None else EXACT.quantize(value, Decimal(1).scaleb(-digits))


def finished(row):
    """What the engine makes of the query's row: a quotient with twelve digits, or the value itself."""
    numerator, denominator = number(row.get("numerator")), number(row.get("denominator"))
    if "value" in row:
        return None, None, rounded(number(row["value"]), 12)
    value = None
    if numerator is not None and denominator:
        value = rounded(EXACT.divide(numerator, denominator), 12)
    return numerator, denominator, value


def cells(connection, kpi, period, slice_keys, zones):
    """Every combination of keys that stands in a relation in the period."""
    found = set()
    columns = ", ".join(f"CAST({key} AS VARCHAR)" for key in slice_keys) or "1"
    for relation in kpi["relations"]:
        condition = restriction(kpi, relation, period, {}, zones)
        rows = connection.execute(f"SELECT DISTINCT {columns} FROM published.{relation} WHERE {condition}").fetchall()
        found.update(row if slice_keys else () for row in rows)
    return found


def compare(connection, kpi, zones):
    """How many figures agree, and what differs."""
    figures = {}
    for figure in kpi["figures"]:
        keys = tuple(sorted(figure["keys"].items()))
        figures[(figure["start"], figure["end"], keys)] = figure
    agree, differ = 0, []
    for request in kpi["requests"]:
        slice_keys = sorted(request["by"])
        for period in map(tuple, request["periods"]):
            for values in sorted(cells(connection, kpi, period, slice_keys, zones), key=str):
                keys = dict(zip(slice_keys, values))
                row = ask(connection, kpi, period, keys, zones)
                expected = finished(row)
                figure = figures.pop((*period, tuple(sorted(keys.items()))), None)
                if figure is None:
                    # No row passed the query's filters: nothing may have been counted.
                    if any(expected):
                        differ.append(f"{period} {keys}: absent, DuckDB has {row}")
                    continue
                got = tuple(number(figure[name]) for name in ("numerator", "denominator", "value"))
                n_agrees = "n" not in row or row["n"] == figure["n"]
                is_float = isinstance(row.get("value"), float)
                if got[:2] == expected[:2] and same(got[2], expected[2], is_float) and n_agrees:
                    agree += 1
                else:
                    differ.append(f"{period} {keys}: {figure}, DuckDB has {row}")
    differ.extend(f"{place}: DuckDB has no rows for it" for place in figures)
    return agree, differ


def main():
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    duckdb = with_duckdb(Path(sys.argv[2]))
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    # The division of whole numbers is that of the SQL standard.
    connection.execute("SET integer_division = true")
    connection.execute(FUNCTIONS)
    connection.execute("CREATE SCHEMA published")
    for name, table in job["models"].items():
        files = ", ".join(text(path) for path in files_of(Path(table["folder"]), table["version"]))
        connection.execute(f"CREATE TABLE published.{name} AS SELECT * FROM read_parquet([{files}], hive_partitioning = false)")
    failed, total = 0, 0
    for kpi in job["kpis"]:
        try:
            agree, differ = compare(connection, kpi, job["zones"])
        except duckdb.Error as error:
            print(f"cannot run: {kpi['id']}: {str(error).splitlines()[0]}")
            continue
        total += agree
        failed += len(differ)
        print(f"{kpi['id']:<32} {agree} figures agree, {len(differ)} differ")
        for line in differ[:5]:
            print(f"  {line}")
    print(f"DuckDB {duckdb.__version__}: {total} figures agree, {failed} differ")
    sys.exit(1 if failed else 0)


main()
