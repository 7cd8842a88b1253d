"""The store-by-store way with pandas and swifter: rows localised, then held against the hours, one by one; stores added up one by one.

A coarser method than docs/semantics.md (an active poll counts as an hour), so only its time is compared, not its figures.
Prints what it measured, in seconds, as JSON.
"""
import json
import resource
import sys
import time
from zoneinfo import ZoneInfo

import pandas as pd
import swifter  # noqa: F401  (adds `.swifter` to frames)

WINDOWS = {"hour": pd.Timedelta(hours=1), "day": pd.Timedelta(days=1), "week": pd.Timedelta(days=7)}


def load(source):
    polls = pd.read_csv(f"{source}/store_status.csv", dtype={"store_id": str})
    polls["timestamp_utc"] = pd.to_datetime(polls["timestamp_utc"].str.removesuffix(" UTC"), format="ISO8601", utc=True)
    as_of = polls["timestamp_utc"].max()
    polls = polls[polls["timestamp_utc"] >= as_of - WINDOWS["week"]].drop_duplicates(["store_id", "timestamp_utc"], keep="last")
    hours = pd.read_csv(f"{source}/menu_hours.csv", dtype={"store_id": str})
    zones = pd.read_csv(f"{source}/timezones.csv", dtype=str)
    polls = polls.merge(zones, on="store_id", how="left")
    polls["timezone_str"] = polls["timezone_str"].fillna("America/Chicago")
    return polls, hours, as_of


def localise(polls):
    def to_local(row):
        return row["timestamp_utc"].astimezone(ZoneInfo(row["timezone_str"])).replace(tzinfo=None)

    polls["local"] = polls.swifter.progress_bar(False).apply(to_local, axis=1)
    return polls


def within_hours(polls, hours):
    openings = {}
    for row in hours.itertuples(index=False):
        openings.setdefault(row.store_id, {}).setdefault(row.day, []).append((row.start_time_local, row.end_time_local))

    def is_open(row):
        week = openings.get(row["store_id"])
        if week is None:
            return True
        clock = row["local"].strftime("%H:%M:%S")
        return any(start <= clock < end for start, end in week.get(row["local"].weekday(), []))

    return polls[polls.swifter.progress_bar(False).apply(is_open, axis=1)]


def add_up(polls, as_of):
    def of_store(rows):
        active = rows[rows["status"] == "active"]
        inactive = rows[rows["status"] == "inactive"]
        return pd.Series({
            **{f"up_{name}": (active["timestamp_utc"] > as_of - width).sum() for name, width in WINDOWS.items()},
            **{f"down_{name}": (inactive["timestamp_utc"] > as_of - width).sum() for name, width in WINDOWS.items()},
        })

    return polls.groupby("store_id")[["status", "timestamp_utc"]].apply(of_store)


def main(source):
    started = time.perf_counter()
    polls, hours, as_of = load(source)
    loaded = time.perf_counter()
    polls = localise(polls)
    localised = time.perf_counter()
    polls = within_hours(polls, hours)
    filtered = time.perf_counter()
    add_up(polls, as_of)
    ended = time.perf_counter()
    print(json.dumps({
        "load": loaded - started,
        "localise, row by row": localised - loaded,
        "compare with the hours, row by row": filtered - localised,
        "sum, store by store": ended - filtered,
        "CSV in → figures": ended - started,
        "peak memory, GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
