#!/usr/bin/env python3
"""核验法院随机分案 (cf-draw/1)。 Check a court's random draws (cf-draw/1).
一个文件，只用 Python 标准库（3.9 起），不联网。 One file, Python 3.9 or later, nothing else, no network.
    python verify_draw.py bundle.json                  一次抽签 one draw
    python verify_draw.py 1.json … | folder | all.zip | series.json  一组（--partial：缺号）--partial: some
退出码 Exit 0 全部一致 all agrees，1 不一致 mismatch，3 有名单未公布 withheld（--partial：0）
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

TEXTS = {
    "hash": ("名单指纹 {0}，请与受理通知书核对", "fingerprint of the roster: compare it with your notice"),
    "place": ("编号 {0}，本案第 {1} 次抽签", "number {0}, attempt {1} for this case"),
    "roster": ("名单 {0} 人无重复，未参加的 {1} 人都有理由", "{0} listed once, {1} left out with reasons"),
    "left out": ("{0} 未参加：{1}，批准 {2}", "{0} left out: {1}, approved by {2}"),
    "weights": ("权重由负荷和份额按公式算出", "the weights follow from load, share and band"),
    "no inputs": ("名单未附权重的计算依据，未复算", "no inputs of the weights: they were not recomputed"),
    "withheld": ("名单未公布：案件、名单和抽中的人不能核验", "case, roster and winner cannot be checked"),
    "void": ("作废：号码用掉，没有抽出任何人", "void: the number is used up, nobody was drawn"),
    "open": ("尚未抽出，密数没有提前公布", "not drawn yet, and the secret is not out early"),
    "secret": ("密数与锚对得上，推算 {0} 次", "the secret leads to the anchor in {0} steps"),
    "seed": ("随机种子，报数 {0}，公共随机值 {1}", "the seed, from nonce {0} and beacon {1}"),
    "pick": ("重新抽取得到 {3}：总权重 {0}，轮次 {1}，数 {2}", "drawing again: {3} (W {0}, ctr {1}, x {2})"),
    "gap": ("编号接着第 {0} 号，无跳号、无重号", "follows number {0}: none skipped, none repeated"),
    "link": ("写明了上一次抽签的名单指纹", "names the roster hash of the draw before"),
    "order": ("抽出时前面各号都已报数", "no earlier draw was still waiting for its nonce"),
    "anchor": ("锚事先公布，或者由旧链宣布", "each anchor was published, or announced by the old chain"),
    "compare": ("请与公布的锚核对：{0}", "compare with the published anchor: {0}"),
    "heir": ("旧链用完才开新链，没有并行的链", "no two chains side by side: the old one ends first"),
    "attempts": ("每案的抽签次数逐次递增", "the attempts of each case count on one by one"),
}
HEX64 = "[0-9a-f]{64}"
BUNDLE = {"snapshot_hash": HEX64, "anchor": HEX64, "beacon": "([0-9a-f]{2})*", "draw_no": 1}
CLOSED = {"status": "result|void", "reveal": HEX64, "nonce": "[0-9]{0,32}"}
SNAPSHOT = {"alg": "cf-draw/1", "prev_draw": HEX64, "court": ".+", "case": ".+", "draw_no": 1, "attempt": 1}
CHAIN = {"court": ".+", "purpose": ".+", "year": 1}
ROW = {"id": ".+", "eligible": False, "reason": ".*", "weight": 0}
INPUTS = {"load": 0, "share": 0, "reentry_load": 0}
OPTIONAL = {"next_anchor": f"|{HEX64}", "beacon_name": ".*", "band": 0, "excluded_by": ".*", **INPUTS}
HELD = "未公布 withheld"
STAND_IN = {"alg": "cf-draw/1", "court": HELD, "case": HELD, "attempt": 1, "prev_draw": "0" * 64}
OPEN = ("committed", "nonce_fixed")
PICKED = ("total_weight", "counter", "x", "winner")
Record = dict[str, Any]


class Report:
    """Prints one line a check and counts; in a long series it prints only what does not agree."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.heading, self.names = quiet, "", Record()
        self.done = self.failed = self.withheld = self.missing = 0

    def note(self, name: str, *values: object, mark: str = "·") -> None:
        if not self.quiet or mark == "✗":
            zh, en = (text.format(*(self.names.get(v, v) for v in values)) for text in TEXTS[name])
            print(f"{self.heading}  {mark} {zh}\n    {en}")
            self.heading = ""

    def check(self, good: bool, name: str, *values: object, found: object = "", empty: bool = False) -> bool:
        if good and empty:  # with too few draws at hand it would say more than was looked at
            return good
        self.done, self.failed = self.done + 1, self.failed + (not good)
        self.note(name, *values, mark="✓" if good else "✗")
        if not good:
            print(f"    不一致 MISMATCH {found}")
        return good

    def verify_roster(self, snapshot: Record) -> None:
        ids = [row["id"] for row in snapshot["roster"]]
        out = [row for row in snapshot["roster"] if not row["eligible"]]
        rows = [row for row in snapshot["roster"] if row["eligible"] == bool(row["reason"])]
        doubts = sorted({row["id"] for row in rows} | {judge for judge in ids if ids.count(judge) > 1})
        self.check(not doubts, "roster", len(ids), len(out), found=doubts)
        for row in out:
            self.note("left out", row["id"], row["reason"], row.get("excluded_by") or "—")
        if "band" in snapshot:
            self.check(not (wrong := wrong_weights(snapshot)), "weights", found=wrong)
        else:
            self.note("no inputs")

    def verify_result(self, bundle: Record) -> None:
        texts = (bundle["reveal"], bundle["nonce"].encode().hex(), bundle["beacon"])
        parts = [hash_of(bundle), *map(bytes.fromhex, texts)]
        told = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        seed = hashlib.sha256(b"cf-draw/1/seed\0" + told).digest()
        agreed = bool(bundle["snapshot"].get("beacon_name")) == bool(bundle["beacon"])
        shown = (bundle["nonce"] or "（空 empty）", bundle["beacon"] or "（空 empty）")
        self.check(agreed and seed.hex() == bundle.get("seed"), "seed", *shown, found=bundle.get("seed"))
        drawn, stated = draw(bundle["snapshot"]["roster"], seed), tuple(bundle.get(name) for name in PICKED)
        self.check(bool(drawn[3]) and repr(stated) == repr(drawn), "pick", *drawn, found=stated)

    def verify_one(self, bundle: Record, known: tuple[int, str] | None) -> bool:
        """Check one draw; ``known`` is (number, reveal) of an earlier good one. Is its own reveal good?"""
        snapshot, number, status = bundle["snapshot"], bundle["draw_no"], bundle["status"]
        self.heading = f"\n第 {number} 号抽签 draw {number} · {snapshot['case']} · {status}\n"
        told = bundle.get("names") if isinstance(bundle.get("names"), dict) else {}  # not hashed
        self.names = {j: f"{told[j]}（{j}）" for j in {row["id"] for row in snapshot["roster"]} & set(told)}
        if bundle.get("withheld"):
            self.withheld += 1
            self.note("withheld")
        else:
            mark = hash_of(bundle).hex()
            self.check(mark == bundle["snapshot_hash"], "hash", mark[:16], found=bundle["snapshot_hash"])
            placed = number == snapshot["draw_no"] and (number == 1) == (snapshot["prev_draw"] == "0" * 64)
            placed = placed and snapshot.get("chain", snapshot)["court"] == snapshot["court"]
            self.check(placed, "place", number, snapshot["attempt"], found=snapshot["draw_no"])
            self.verify_roster(snapshot)
        closed = status not in OPEN
        if status != "result":
            shown = [name for name in ("reveal", "seed", *PICKED)[closed:] if bundle.get(name) is not None]
            self.check(not shown, "void" if closed else "open", found=shown)
        if not closed:
            return False
        start, target = known if known and known[0] < number else (0, bundle["anchor"])
        secret = bytes.fromhex(bundle["reveal"])
        for _ in range(number - start):
            secret = hashlib.sha256(secret).digest()
        good = self.check(secret.hex() == target, "secret", number - start, found=bundle["reveal"])
        if status == "result":
            self.verify_result(bundle)
        return good

    def verify_chain(self, members: list[Record], partial: bool) -> None:
        """Numbers, links and order of the draws of one chain, sorted by number."""
        waiting = [member["draw_no"] for member in members if member["status"] == "committed"]
        known, before, before_hash = None, 0, ""
        for member in members:
            number = member["draw_no"]
            if self.verify_one(member, known):
                known = (number, member["reveal"])
            apart = partial and number > before + 1
            self.missing += number - before - 1 if apart else 0
            self.check(apart or number == before + 1, "gap", before, found=number, empty=apart)
            if before and number == before + 1 and not member.get("withheld"):
                self.check(member["snapshot"]["prev_draw"] == before_hash, "link")
            early = [other for other in waiting if other < number and member.get("reveal") is not None]
            self.check(not early, "order", found=early, empty=partial)
            before, before_hash = number, hash_of(member).hex()

    def verify_anchors(self, chains: dict[Any, list[Record]], anchors: list[str]) -> list[Record]:
        """Each chain was published, or announced by the last draw of the one before. The draws in order."""
        heirs = {k: (*k[:3], d[-1]["snapshot"].get("next_anchor", "")) for k, d in chains.items()}
        early = [d["draw_no"] for c in chains.values() for d in c[:-1] if d["snapshot"].get("next_anchor")]
        ordered = [key for key in sorted(chains) if key not in heirs.values() and key[3] in (anchors or key)]
        alone = len({key[:3] for key in ordered}) == len(ordered)
        self.check(alone and not early, "heir", found=early, empty=len(chains) < 2)
        for key in ordered:
            if heirs[key] in chains and heirs[key] not in ordered:
                ordered.insert(ordered.index(key) + 1, heirs[key])
        wild = [key[3] for key in chains if key not in ordered]
        self.check(not wild, "anchor", found=wild, empty=not anchors)
        for key in () if anchors else ordered:
            self.note("compare", key[3])
        return [member for key in ordered for member in chains[key]]

    def verify_attempts(self, bundles: list[Record], partial: bool) -> None:
        last, wrong = dict[Any, Record](), list[str]()
        for bundle in (one for one in bundles if not one.get("withheld")):
            snapshot = bundle["snapshot"]
            key = (snapshot["court"], snapshot.get("chain", {}).get("purpose", ""), snapshot["case"])
            before, last[key] = last.get(key), bundle
            step = snapshot["attempt"] - before["snapshot"]["attempt"] if before else 1
            if step < 1 or (step > 1 and not partial) or (before and before["status"] in OPEN):
                wrong.append(snapshot["case"])
        self.check(not wrong, "attempts", found=wrong, empty=len(bundles) < 2)


def unique(pairs: list[tuple[str, Any]]) -> Record:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("键重复 a key is given twice")
    return dict(pairs)


def read_bundles(path: str) -> list[Record]:
    """One bundle, a list, or {"bundles": [...]}, in a file, folder or zip. Raises ValueError, OSError."""
    found: list[Record] = []
    if zipfile.is_zipfile(path):
        texts = [z.read(n) for z in [zipfile.ZipFile(path)] for n in z.namelist() if n.endswith(".json")]
    else:
        texts = [Path(file).read_bytes() for file in sorted(Path(path).glob("*.json")) or [path]]
    for text in texts:  # a number with a fraction is refused too
        content = json.loads(text, object_pairs_hook=unique, parse_float=int, parse_constant=int)
        kept = content.get("withheld", []) if isinstance(content, dict) and "bundles" in content else []
        content = content.get("bundles", content) if isinstance(content, dict) else content
        found += [*content, *map(held, kept)] if isinstance(content, list) else [content]
    wrong = [name for bundle in found for name in malformed(bundle)]
    if wrong or not found:
        raise ValueError("缺少或者格式不对 missing or malformed: " + ", ".join(wrong))
    return found


def held(row: Record) -> Record:
    """A withheld draw: a stand-in of its snapshot, with what is told of it and the weights as one row."""
    seat = {"id": HELD, "eligible": True, "reason": "", "weight": row.get("total_weight") or 0}
    told = {**STAND_IN, "beacon_name": row.get("beacon"), "draw_no": row.get("draw_no"), "roster": [seat]}
    told.update((name, row[name]) for name in ("chain", "next_anchor") if name in row)
    return {**row, "withheld": True, "snapshot": told, "winner": row.get("seed") and HELD}


def misfits(record: Any, wanted: Record) -> list[str]:
    """The fields that do not fit: a number is the least integer allowed, a text is a pattern."""
    if not isinstance(record, dict):
        return ["record"]
    there = {name: want for name, want in OPTIONAL.items() if name in record}
    return [name for name, want in {**wanted, **there}.items() if not fits(want, record.get(name))]


def fits(want: Any, value: Any) -> bool:
    text = isinstance(want, str)
    return type(value) is type(want) and bool(re.fullmatch(want, value, re.S) if text else value >= want)


def malformed(bundle: Any) -> list[str]:
    snapshot = bundle.get("snapshot") if isinstance(bundle, dict) else None
    if not isinstance(snapshot, dict) or not isinstance(snapshot.get("roster"), list):
        return ["snapshot"]
    ending = {} if bundle.get("status") in OPEN else CLOSED
    wrong = misfits(bundle, {**BUNDLE, **ending}) + misfits(snapshot, SNAPSHOT)
    wrong += misfits(snapshot["chain"], CHAIN) if "chain" in snapshot else []
    return wrong + [name for row in snapshot["roster"] for name in misfits(row, ROW)]


def hash_of(bundle: Record) -> bytes:
    if bundle.get("withheld"):
        return bytes.fromhex(bundle["snapshot_hash"])
    text = json.dumps(bundle["snapshot"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"cf-draw/1/snapshot\0" + text.encode("utf-8", "replace")).digest()


def draw(roster: list[Record], seed: bytes) -> tuple[int, int, int, str]:
    """(sum of weights, round, number, judge); the judge is empty where nobody can be drawn."""
    tickets = sorted((row["id"], row["weight"]) for row in roster if row["eligible"] and row["weight"])
    total = sum(weight for _, weight in tickets)
    if not 0 < total <= 1 << 256:
        return 0, 0, 0, ""
    x, counter, width = total, -1, (total - 1).bit_length()
    while x >= total:
        counter += 1
        mac = hmac.new(seed, b"cf-draw/1/pick\0" + counter.to_bytes(4, "big"), hashlib.sha256).digest()
        x = int.from_bytes(mac, "big") >> (256 - width)
    left = x
    while left >= tickets[0][1]:
        left -= tickets.pop(0)[1]
    return total, counter, x, tickets[0][0]


def wrong_weights(snapshot: Record) -> list[str]:
    """The judges whose weight does not follow from load, share and band, or lacks these inputs."""
    rows = [row for row in snapshot["roster"] if row["eligible"]]
    bare = [row["id"] for row in rows if not set(INPUTS) <= set(row)]
    if bare or not rows:
        return bare
    full = snapshot["band"] + 1 + min(max(row["load"], row["reentry_load"]) for row in rows)
    rooms = [(row, max(0, full - max(row["load"], row["reentry_load"]))) for row in rows]
    return [r["id"] for r, room in rooms if r["weight"] != (room and max(room * r["share"] // 100, 1))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="bundle.json")
    parser.add_argument("--anchor", action="append", default=[], type=str.lower, help="公布的锚 published")
    parser.add_argument("--partial", action="store_true", help="允许缺号 only some draws of the series")
    options = parser.parse_args()
    getattr(sys.stdout, "reconfigure", dict)(encoding="utf-8", errors="replace")
    try:
        bundles = [bundle for path in options.files for bundle in read_bundles(path)]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        print(f"✗ {' '.join(options.files)} 读不懂，无法核验 cannot be read: {error}")
        return 1
    partial, report = options.partial or len(bundles) == 1, Report(quiet=len(bundles) > 20)
    chains: dict[Any, list[Record]] = {}  # by year, court, purpose and anchor, each by number
    for bundle in sorted(bundles, key=lambda entry: int(entry["draw_no"])):
        name = bundle["snapshot"].get("chain", {"court": bundle["snapshot"]["court"]})
        key = (name.get("year", 0), name["court"], name.get("purpose", ""), bundle["anchor"])
        chains.setdefault(key, []).append(bundle)
    for key in sorted(chains):
        report.verify_chain(chains[key], partial)
    report.heading = f"\n整体 as a whole: {len(bundles)} 次抽签 draws, {len(chains)} 条链 chains\n"
    report.verify_attempts(report.verify_anchors(chains, options.anchor), partial)
    unchecked = report.withheld + (report.missing if len(bundles) > 1 else 0)
    verdict = "部分复核 PARTLY VERIFIED" if unchecked else "复核通过 VERIFIED"
    verdict = "复核未通过 NOT VERIFIED" if report.failed else verdict
    rest = f"\n{unchecked} 次抽签没有名单，不能核验 draws without a roster, not checked" if unchecked else ""
    print(f"\n{verdict}: {report.done} 项复核 checks, {report.failed} 项不一致 mismatches{rest}")
    return 1 if report.failed else 3 if report.withheld and not options.partial else 0


if __name__ == "__main__":
    sys.exit(main())
