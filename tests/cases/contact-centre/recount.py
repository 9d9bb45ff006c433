"""Counts the sample of the standard project per site and ISO week, without tidings.

Prints `kpi week site numerator/denominator`, or `null/null` below the KPI's minimum of 20 rows.
"""
import csv
import datetime
import pathlib
import sys
import zoneinfo
from collections import Counter

project = pathlib.Path(sys.argv[1])
zones = {}
with open(project / "sites.csv", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        zones[row["site"]] = zoneinfo.ZoneInfo(row["time_zone"])


def week(instant, site):
    day = instant.astimezone(zones[site]).date()
    return day, day - datetime.timedelta(days=day.weekday())


def iso(text, site):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def german(text, site):
    return datetime.datetime.strptime(text, "%d.%m.%Y %H:%M:%S").replace(tzinfo=zones[site])


exports = [(path, "utf-8", ",", iso) for path in sorted((project / "data/contacts/acd").glob("*.csv"))]
exports += [
    (project / "data/contacts/koeln.csv", "windows-1252", ";", german),
    (project / "data/contacts/suzhou.csv", "gb18030", ",", iso),
    (project / "data/contacts/busan.csv", "utf-8-sig", ",", iso),
]
offered, answered, in_time, asked, waited, replied, content = (Counter() for _ in range(7))
for path, encoding, delimiter, instant in exports:
    with open(path, encoding=encoding, newline="") as file:
        rows = csv.reader(file, delimiter=delimiter)
        width = len(next(rows))
        for row in rows:
            # The three rows that no reader can take are among Köln's: a missing hour, a word for a number, a cell too few.
            if len(row) != width or not row[15].isdigit():
                continue
            site, direction = row[1], row[6]
            start = instant(row[11], site)
            if start.astimezone(datetime.timezone.utc).astimezone(zones[site]).replace(tzinfo=None) != start.astimezone(
                zones[site]
            ).replace(tzinfo=None):
                continue
            if instant is german and start.replace(fold=0).utcoffset() != start.replace(fold=1).utcoffset():
                continue
            if direction != "inbound":
                continue
            day, monday = week(start, site)
            offered[monday, site] += 1
            if row[12]:
                wait = int(row[14])
                threshold = 30 if site == "koeln" and day >= datetime.date(2026, 3, 16) else 20
                answered[monday, site] += 1
                in_time[monday, site] += wait <= threshold
                place = week(instant(row[12], site), site)[1], site
                asked[place] += 1
                waited[place] += wait
with open(project / "data/surveys.csv", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        if row["answered_at"] and row["csat"]:
            place = week(iso(row["answered_at"], row["site"]), row["site"])[1], row["site"]
            replied[place] += 1
            content[place] += int(row["csat"]) >= 4


def show(kpi, above, below):
    for monday, site in sorted(below):
        count = below[monday, site]
        value = f"{above[monday, site]}/{count}" if count >= 20 else "null/null"
        print(f"{kpi} {monday} {site} {value}")


for monday, site in sorted(offered):
    print(f"contacts_offered {monday} {site} {offered[monday, site]}")
show("answer_rate", answered, offered)
show("service_level", in_time, offered)
show("asa", waited, asked)
show("csat", content, replied)
