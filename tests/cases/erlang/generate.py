"""Writes pyworkforce.csv, the figures of pyworkforce 0.5.1 (MIT) for loads from one to eight hundred erlang.

    pip install pyworkforce==0.5.1
    python generate.py > pyworkforce.csv

Agents are its raw positions, without shrinkage; the service level is that of those agents, and of two more.
"""

from pyworkforce.queuing import ErlangC

print("contacts,handle_seconds,interval_seconds,threshold_seconds,target_permille,max_occupancy_permille,"
      "agents,service_level_ppm,service_level_of_two_more_ppm")
for contacts in (7, 12, 40, 100, 360, 1500, 4000):
    for mean in (90, 180, 241, 360):
        for interval in (900, 1800):
            for threshold in (10, 20, 60):
                for target, occupancy in ((700, 900), (800, 850), (900, 700)):
                    queue = ErlangC(transactions=contacts, aht=mean, interval=interval, asa=threshold, shrinkage=0.0)
                    found = queue.required_positions(service_level=target / 1000, max_occupancy=occupancy / 1000)
                    agents = found["raw_positions"]
                    more = queue.service_level(positions=agents + 2)
                    print(contacts, contacts * mean, interval, threshold, target, occupancy, agents,
                          round(found["service_level"] * 1e6), round(more * 1e6), sep=",")
