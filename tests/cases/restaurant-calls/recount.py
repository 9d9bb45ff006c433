"""Counts answered calls and waiting seconds per agent and ISO week, without tidings."""
import csv
import datetime
import sys
from collections import Counter

offered, answered, waited = Counter(), Counter(), Counter()
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        day = datetime.date.fromisoformat(row["Call Date"])
        week = day - datetime.timedelta(days=day.weekday())
        place = f"{week} {row['Agent ID']}"
        offered[place] += 1
        if row["Time Answered"]:
            clock = [datetime.datetime.strptime(row[name], "%H:%M:%S") for name in ("Call Time", "Time Answered")]
            answered[place] += 1
            waited[place] += int((clock[1] - clock[0]).total_seconds())
for place, calls in offered.items():
    print(f"answer_rate {place} {answered[place]}/{calls}")
for place, calls in answered.items():
    print(f"asa {place} {waited[place]}/{calls}")
