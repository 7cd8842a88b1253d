"""Plain pandas, by columns: CSV in, the figures of docs/semantics.md (method `interpolate`) and the report file out.

Times are UTC microseconds as int64. Prints what it measured, in seconds, as JSON.
"""
import json
import resource
import sys
import time

import numpy as np
import pandas as pd

HOLD = 2 * 3_600_000_000
DAY = 86_400_000_000
WINDOWS = {"hour": 3_600_000_000, "day": DAY, "week": 7 * DAY}
DEFAULT_ZONE = "America/Chicago"


def micros(times):
    return times.astype("datetime64[us]").astype("int64").to_numpy()


def read_polls(source):
    polls = pd.read_csv(f"{source}/store_status.csv", engine="pyarrow", dtype=str)
    at = pd.to_datetime(polls["timestamp_utc"].str.removesuffix(" UTC"), format="ISO8601")
    polls = pd.DataFrame({"store_id": polls["store_id"], "at": micros(at), "active": polls["status"].str.lower() == "active"})
    return polls.drop_duplicates(["store_id", "at"], keep="last").sort_values(["store_id", "at"], ignore_index=True)


def read_hours(source):
    hours = pd.read_csv(f"{source}/menu_hours.csv", engine="pyarrow", dtype=str)
    start = pd.to_timedelta(hours["start_time_local"]).astype("timedelta64[us]").astype("int64")
    end = pd.to_timedelta(hours["end_time_local"]).astype("timedelta64[us]").astype("int64")
    end = end.mask(end >= DAY - 60_000_000, DAY)
    end = end.mask(end <= start, end + DAY)
    return pd.DataFrame({"store_id": hours["store_id"], "day": hours["day"].astype(int), "start": start, "end": end})


def read_zones(source):
    zones = pd.read_csv(f"{source}/timezones.csv", engine="pyarrow", dtype=str)
    return zones.drop_duplicates("store_id", keep="last").set_index("store_id")["timezone_str"]


def to_utc(local, zone, is_first_reading):
    """A time that comes twice is read as its first or second; a skipped one moves by the gap, an hour in these zones."""
    index = pd.DatetimeIndex(local.astype("datetime64[us]"))
    first = np.full(len(index), is_first_reading)
    index = index.tz_localize(zone, ambiguous=first, nonexistent=pd.Timedelta(hours=1))
    return micros(index.tz_convert("UTC").tz_localize(None).to_series())


def openings(stores, hours, week_start, as_of):
    parts = []
    for zone, rows in hours.merge(stores, on="store_id").groupby("timezone"):
        span = pd.to_datetime([week_start, as_of], unit="us", utc=True).tz_convert(zone).tz_localize(None).normalize()
        dates = pd.DataFrame({"date": pd.date_range(span[0] - pd.Timedelta(days=1), span[1])})
        dates["day"] = dates["date"].dt.weekday
        dates["date"] = micros(dates["date"])
        rows = rows.merge(dates, on="day")
        opens = to_utc((rows["date"] + rows["start"]).to_numpy(), zone, True)
        closes = to_utc((rows["date"] + rows["end"]).to_numpy(), zone, False)
        parts.append(pd.DataFrame({"store": rows["store"], "open": opens, "close": closes}))
    return pd.concat(parts).query("close > open").sort_values(["store", "open", "close"], ignore_index=True)


def business_intervals(stores, hours, week_start, as_of):
    spans = openings(stores, hours, week_start, as_of)
    reached = spans.groupby("store")["close"].cummax().groupby(spans["store"]).shift()
    island = (reached.isna() | (spans["open"] > reached)).cumsum()
    united = spans.groupby(island).agg({"store": "first", "open": "min", "close": "max"})
    united = united.query("close > @week_start and open <= @as_of")
    always = stores.loc[~stores["store_id"].isin(hours["store_id"]), ["store"]].assign(open=week_start - DAY, close=as_of + DAY)
    return pd.concat([united, always]).sort_values(["store", "open"], ignore_index=True)


def stretches(polls, intervals, base):
    """Each poll inside an interval, with the time that it speaks for."""
    width = 1 << 42
    keys = intervals["store"].to_numpy() * width + intervals["open"].to_numpy() - base
    row = np.searchsorted(keys, polls["store"].to_numpy() * width + polls["at"].to_numpy() - base, side="right") - 1
    found = intervals.iloc[row.clip(0)].reset_index(drop=True)
    inside = (row >= 0) & (found["store"].to_numpy() == polls["store"].to_numpy()) & (polls["at"].to_numpy() < found["close"].to_numpy())
    row, at, found = row[inside], polls["at"].to_numpy()[inside], found[inside]
    follows = row[1:] == row[:-1]
    middle = at[:-1] + (at[1:] - at[:-1] + 1) // 2
    begins, ends = found["open"].to_numpy().copy(), found["close"].to_numpy().copy()
    begins[1:][follows] = middle[follows]
    ends[:-1][follows] = middle[follows]
    return found["store"].to_numpy(), np.maximum(begins, at - HOLD), np.minimum(ends, at + HOLD), polls["active"].to_numpy()[inside]


def overlap(begins, ends, as_of, width):
    return np.maximum(np.minimum(ends, as_of) - np.maximum(begins, as_of - width), 0)


def figures(polls, hours, zones):
    as_of = int(polls["at"].max())
    week_start = as_of - WINDOWS["week"]
    stores = pd.DataFrame({"store_id": np.sort(polls["store_id"].unique())})
    stores["store"] = np.arange(len(stores))
    stores["timezone"] = stores["store_id"].map(zones).fillna(DEFAULT_ZONE)
    week = polls[polls["at"] >= week_start].merge(stores[["store_id", "store"]], on="store_id")
    intervals = business_intervals(stores, hours, week_start, as_of)
    store, begins, ends, active = stretches(week, intervals, week_start - 4 * DAY)
    result = stores[["store_id", "timezone"]].copy()
    result["polls"] = np.bincount(week["store"], minlength=len(stores))

    def total(rows, values):
        return np.bincount(rows, weights=values, minlength=len(stores)).astype("int64")

    for name, width in WINDOWS.items():
        spoken = overlap(begins, ends, as_of, width)
        result[f"up_{name}"] = total(store, spoken * active)
        result[f"down_{name}"] = total(store, spoken * ~active)
        result[f"business_{name}"] = total(intervals["store"], overlap(intervals["open"].to_numpy(), intervals["close"].to_numpy(), as_of, width))
        result[f"unknown_{name}"] = result[f"business_{name}"] - result[f"up_{name}"] - result[f"down_{name}"]
    return result


def write_report(result, path):
    def column(name, unit):
        hundredths = (result[name] + unit // 200) // (unit // 100)
        return (hundredths // 100).astype(str) + "." + (hundredths % 100).astype(str).str.zfill(2)

    units = {"hour": ("minutes", 60_000_000), "day": ("hours", 3_600_000_000), "week": ("hours", 3_600_000_000)}
    report = {"store_id": result["store_id"]}
    for quantity in ("up", "down"):
        for name, (unit, size) in units.items():
            report[f"{quantity}time_last_{name}(in {unit})"] = column(f"{quantity}_{name}", size)
    pd.DataFrame(report).to_csv(path, index=False, lineterminator="\n")


def main(source, work):
    started = time.perf_counter()
    polls, hours, zones = read_polls(source), read_hours(source), read_zones(source)
    read = time.perf_counter()
    result = figures(polls, hours, zones)
    computed = time.perf_counter()
    write_report(result, f"{work}/report.csv")
    written = time.perf_counter()
    result.to_parquet(f"{work}/figures.parquet")
    print(json.dumps({
        "read the three files, sort, each poll once": read - started,
        "from sorted polls to figures": computed - read,
        "CSV in → CSV out": written - started,
        "peak memory, GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
