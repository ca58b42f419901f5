"""The one table: every write conditional, every act one transaction, no Scan (design section 6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from jiandu.adapters.aws import client
from jiandu.adapters.items import marshal, unmarshal
from jiandu.adapters.keys import check_key
from jiandu.core.clocks import most_urgent
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision
from jiandu.core.disposal import kept_until, without_text
from jiandu.core.errands import Errands
from jiandu.core.figures import tally
from jiandu.core.matter import Case, Clock, Deputising, Document, Event, Matter, Organisation, Person
from jiandu.core.record import canonical, digest
from jiandu.core.words import findable, plain
from jiandu.settings import settings

SHARDS = 16
SET_ASIDE = "DUE#failed"
DISPOSING = "DUE#disposal"
NEW = "attribute_not_exists(pk)"
MOST_ITEMS = 40
LONGEST_KEY = 1024
COLLISIONS = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class Lost(Exception):
    """A condition did not hold: ``labels`` name the writes that lost, empty for a mere collision in time."""

    def __init__(self, labels: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(labels)) or "collision")
        self.labels = labels


@dataclass(slots=True)
class Transaction:
    """The writes of one act, each labelled so that a lost one can be told."""

    writes: list[dict[str, Any]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def put(self, label: str, item: Mapping[str, Any], condition: str, values: Mapping[str, Any] | None = None) -> None:
        """One item under a condition."""
        write = {"TableName": _name(), "Item": marshal(item), "ConditionExpression": condition}
        if values:
            write["ExpressionAttributeValues"] = marshal(values)
        self.writes.append({"Put": write})
        self.labels.append(label)

    def commit(self) -> None:
        """All or nothing. Raises ``Lost``; a bound on the number of writes is a programming error."""
        assert 0 < len(self.writes) <= MOST_ITEMS
        try:
            client("dynamodb").transact_write_items(TransactItems=self.writes)
        except ClientError as error:
            raise _lost(error, self.labels) from error


def _lost(cancelled: ClientError, labels: Sequence[str]) -> Exception:
    error: Exception = cancelled
    if cancelled.response["Error"]["Code"] != "TransactionCanceledException":
        return error
    reasons = cancelled.response.get("CancellationReasons", [])
    failed = {
        label for label, reason in zip(labels, reasons, strict=False) if reason.get("Code") == "ConditionalCheckFailed"
    }
    codes = {reason.get("Code") for reason in reasons} - {"None", None}
    if not failed and not codes <= COLLISIONS:
        return error
    return Lost(frozenset(failed))


def _name() -> str:
    return settings().table_name


def shard(matter_id: str) -> int:
    """Which of the 16 shards of the due index a matter's items stand in."""
    return int(matter_id[:8], 16) % SHARDS


def add_decision(transaction: Transaction, decision: Decision, old: Sequence[Clock]) -> None:
    """The writes of one matter's part of an act; ``old`` are its clocks as they were read."""
    if decision.events or _place(decision.case.clocks) != _place(old):
        _put_matter(transaction, decision)
        _put_words(transaction, decision)
    before = {clock.key: clock for clock in old}
    for clock in decision.case.clocks:
        if clock != before.get(clock.key):
            _put_clock(transaction, decision.case.matter.id, clock, before.get(clock.key))
    for event in decision.events:
        transaction.put("event", _event_item(event), NEW)


def add_documents(transaction: Transaction, matter_id: str, changed: Sequence[Document], new: set[str]) -> None:
    """Document records: new ones must not be there yet; a number is taken once only.

    A number entered by hand that is taken is a mistake (``number``); of a number of our series the next is tried.
    """
    for document in changed:
        item = {"pk": f"M#{matter_id}", "sk": f"D#{document.id}", **document.model_dump(mode="json")}
        fresh = document.id in new
        transaction.put("document", item, NEW if fresh else "attribute_exists(pk)")
        if fresh and document.number:
            claim = {"pk": f"U#document#{document.number}", "sk": "UNIQUE", "matter": matter_id}
            transaction.put("claim" if "series" in transaction.labels else "number", claim, NEW)


def document_claimed(number: str) -> bool:
    """Whether a document has the number, whether of a series or entered by hand; a voided one keeps it."""
    return get(f"U#document#{number}", "UNIQUE") is not None


def add_sealings(transaction: Transaction, matter: Matter, sealed: Sequence[Document]) -> None:
    """用印登记: one line for each document sealed, in the register of the year of the bureau whose seal it is."""
    for document in sealed:
        assert document.sealing is not None
        line = {
            "pk": _seals(document.issued_by or matter.owner, document.sealing.sealed_on.year),
            "sk": f"{document.sealing.sealed_on.isoformat()}#{document.id}",
            "matter": matter.id,
            "matter_number": matter.number,
            "owner": matter.owner,
            "respondent": matter.respondent,
            "other_party": matter.marks.get("other_party", ""),
            "confined": matter.confined,
            "document": document.model_dump(mode="json", include={"id", "kind", "title", "number", "addressee"}),
            **document.sealing.model_dump(mode="json"),
        }
        transaction.put("sealing", line, NEW)


def seals_of(owner: str, year: int) -> list[dict[str, Any]]:
    """The lines of a bureau's seal register of a year, by day."""
    return list(items_of(_seals(owner, year), f"{year}-"))


def _seals(owner: str, year: int) -> str:
    return f"SEALS#{owner}#{year}"


def add_proofs(
    transaction: Transaction, matter_id: str, changed: Sequence[Document], known: Sequence[Document]
) -> None:
    """What changed documents can be checked by from now on: an issued one by its code and its file, and each by the
    record copy it got. One file may be the copy of several documents (a notice and its list scanned together).
    """
    before = {document.id: document for document in known}
    for document in changed:
        old = before.get(document.id)
        named = {"matter": matter_id, "document": document.id}
        if document.check_code and old is None:
            code = {"pk": f"Q#{check_key(document.check_code)}", "sk": "CHECK", **named}
            transaction.put("check code", code, NEW)
            transaction.put("file hash", _hash_item(document.sha256, document, named, sealed=False), NEW)
        if document.sealed and (old is None or old.sealed != document.sealed):
            transaction.put("file hash", _hash_item(document.sealed.sha256, document, named, sealed=True), NEW)


def _hash_item(sha256: str, document: Document, named: Mapping[str, str], sealed: bool) -> dict[str, Any]:
    return {"pk": f"H#{sha256}", "sk": f"F#{document.issued_on}#{document.id}", **named, "sealed": sealed}


def document_by_code(typed: str) -> Document | None:
    """The issued document that bears a check code, however it was typed; None for any other."""
    item = get(f"Q#{check_key(typed)}", "CHECK")
    return _document_of(item) if item else None


def documents_by_hash(sha256: str, limit: int) -> list[tuple[Document, bool]]:
    """The documents a file belongs to, the newest first, each with whether the file is its record copy."""
    answer = client("dynamodb").query(
        TableName=_name(),
        KeyConditionExpression="pk = :p AND begins_with(sk, :s)",
        ExpressionAttributeValues=marshal({":p": f"H#{sha256}", ":s": "F#"}),
        ConsistentRead=True,
        ScanIndexForward=False,
        Limit=limit,
    )
    return [(_document_of(item), item["sealed"]) for item in map(unmarshal, answer["Items"])]


def _document_of(named: Mapping[str, Any]) -> Document:
    return Document.model_validate(get(f"M#{named['matter']}", f"D#{named['document']}"))


@dataclass(frozen=True, slots=True)
class Sent:
    """Errands on their way: whose act sent them (matter and event), how many are done, and which could not be."""

    matter: str
    event: int
    errands: Errands
    since: datetime
    done: int = 0
    refused: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        return len(self.errands.targets) - self.done


def put_errands(transaction: Transaction, sent: Sent, done_before: int | None) -> None:
    """Errands as they stand; while some are left they are in the due index, so that the sweep finishes them."""
    item = {
        "pk": f"M#{sent.matter}",
        "sk": f"O#{sent.event:06d}",
        "errands": sent.errands.model_dump(mode="json"),
        "since": sent.since.isoformat(),
        "done": sent.done,
        "refused": sent.refused,
    }
    if sent.left:
        place = f"{sent.since.isoformat()}#{sent.matter}#O#{sent.event:06d}"
        item |= {"due_pk": f"DUE#{shard(sent.matter):02d}", "due_sk": place}
    if done_before is None:
        transaction.put("errands", item, NEW)
    else:
        transaction.put("errands", item, "done = :d", {":d": done_before})


def load_errands(matter_id: str, event: int) -> Sent | None:
    """The errands an act sent out, or None."""
    item = get(f"M#{matter_id}", f"O#{event:06d}")
    if item is None:
        return None
    errands, since = Errands.model_validate(item["errands"]), datetime.fromisoformat(item["since"])
    return Sent(matter_id, event, errands, since, item["done"], tuple(item["refused"]))


def _place(clocks: Sequence[Clock]) -> tuple[date, str, bool] | None:
    """What lists show of a matter's clocks: the most urgent one, its day, and whether that is provisional."""
    urgent = most_urgent(clocks)
    return (urgent[0], urgent[1].key, urgent[1].provisional) if urgent else None


def _put_matter(transaction: Transaction, decision: Decision) -> None:
    matter = decision.case.matter
    item = {**matter_item(matter, decision.case.clocks), "tally": tally(decision.case)}
    if decision.before is None:
        transaction.put("matter", item, NEW)
        claim = {"pk": f"U#number#{matter.number}", "sk": "UNIQUE", "matter": matter.id}
        transaction.put("unique", claim, NEW)
    else:
        transaction.put("matter", item, "version = :v", {":v": decision.before.version})
    if decision.before and matter.archive_number != decision.before.archive_number:
        claim = {"pk": f"U#archive#{matter.owner}#{matter.archive_number}", "sk": "UNIQUE", "matter": matter.id}
        if until := kept_until(decision.case):
            claim |= {"list_pk": f"KEPT#{matter.owner}", "list_sk": f"{until}#{matter.id}"}
        transaction.put("archive_number", claim, NEW)
    if decision.before and matter.disposed_on and not decision.before.disposed_on:
        place = {"due_pk": DISPOSING, "due_sk": f"{decision.events[-1].recorded_at.isoformat()}#{matter.id}"}
        transaction.put("remains", {"pk": f"M#{matter.id}", "sk": "REMAINS", **place}, NEW)
    if matter.deputising:
        _put_deputising(transaction, matter)
    if "term_ends_on" in matter.marks:
        _claim_term(transaction, decision)
    if matter.kind == "dispute":
        _claim_point(transaction, decision)
    for body in sorted({*matter.copies, matter.marks.get("other_party", "")} - {""}):
        _put_copy(transaction, item, body)


def _claim_term(transaction: Transaction, decision: Decision) -> None:
    """The days for which an organisation is what the matter makes it: no two terms of one overlap.

    A term that ends before its last day frees the rest, unless another term is registered after it already. The
    days before its first one are not its own to free.
    """
    matter, before = decision.case.matter, decision.before
    claim = {"pk": f"TERM#{matter.respondent}", "sk": "TERM", "matter": matter.id}
    first, ends = matter.marks["first_day"], matter.marks["term_ends_on"]
    if before is None:
        free = {":d": first}
        transaction.put("term", {**claim, "ends_on": ends}, "attribute_not_exists(pk) OR ends_on < :d", free)
    elif matter.closed_at and not before.closed_at:
        eve = date.fromisoformat(first) - timedelta(days=1)
        last = max(shanghai_day(matter.closed_at), eve).isoformat()
        held = get(claim["pk"], claim["sk"])
        if last < ends and held and held["matter"] == matter.id:
            transaction.put("term ended", {**claim, "ends_on": last}, "matter = :m", {":m": matter.id})


def _claim_point(transaction: Transaction, decision: Decision) -> None:
    """One open dispute between the same two over the same thing; its end frees the point."""
    matter, before = decision.case.matter, decision.before
    claim = {"pk": dispute_claim(matter), "sk": "DISPUTE", "matter": matter.id, "number": matter.number, "ended": False}
    if before is None:
        transaction.put("dispute", claim, "attribute_not_exists(pk) OR ended = :e", {":e": True})
    elif matter.closed_at and not before.closed_at:
        transaction.put("dispute ended", {**claim, "ended": True}, "matter = :m", {":m": matter.id})


def dispute_claim(matter: Matter) -> str:
    """Where it stands that two parties, whichever of them applied, have a dispute over something."""
    parties = sorted((matter.respondent, matter.marks["other_party"]))
    return f"DISPUTE#{digest(canonical([*parties, plain(matter.title)]))}"


def _put_copy(transaction: Transaction, item: Mapping[str, Any], body: str) -> None:
    """The matter's place in the inbox of a body that got a copy of its letter; it moves on with the matter."""
    place = {"inbox_pk": f"{body}#{item['work_pk'].split('#', 1)[1]}", "inbox_sk": item["work_sk"]}
    kept = {name: value for name, value in item.items() if name not in ("work_pk", "work_sk", "tally")}
    before = {":v": item["version"]}
    copy = {**kept, "sk": f"COPY#{body}", **place}
    transaction.put("copy", copy, "attribute_not_exists(pk) OR version <= :v", before)


def past_their_period(owner: str, today: date) -> Iterator[dict[str, Any]]:
    """The claims of a bureau's 档号 whose period was over before a day, the longest over first."""
    return listed(f"KEPT#{owner}", last=today.isoformat())


def _put_deputising(transaction: Transaction, matter: Matter) -> None:
    """Stands with the deputy, so that whoever signs in is known with all he stands in for."""
    assert matter.deputising is not None
    kept = matter.deputising.model_dump(mode="json")
    item = {"pk": f"PERSON#{matter.deputising.deputy}", "sk": f"DEPUTY#{matter.id}", **kept}
    transaction.put("deputising", item, "attribute_not_exists(pk) OR person = :p", {":p": matter.deputising.person})


def _put_words(transaction: Transaction, decision: Decision) -> None:
    """What the matter is found by, in its owner's shelf of the year; written when it changes."""
    matter, events = decision.case.matter, decision.case.events
    text = findable(matter, events)
    before = decision.before
    earlier = findable(before, events[: len(events) - len(decision.events)]) if before else ""
    if text == earlier and before and before.owner == matter.owner:
        return
    found_by = {"text": text, "respondent": matter.respondent, "version": matter.version}
    item = {"pk": words_shelf(matter.owner, matter.opened_at.year), "sk": matter.id, **found_by}
    transaction.put("words", item, "attribute_not_exists(pk) OR version < :v", {":v": matter.version})


def words_shelf(owner: str, year: int) -> str:
    """Where the words of a bureau's matters of a year stand."""
    return f"WORDS#{owner}#{year}"


def search(owner: str, year: int, words: Sequence[tuple[str, Sequence[str]]], limit: int) -> list[str]:
    """The ids of an office's matters of a year in which every word stands, or whose agency is among those it names.

    ``words`` are each word with the ids of the agencies so called. The shelf of one year is read, page after page.
    """
    conditions, values = [], {":p": words_shelf(owner, year)}
    for n, (word, agencies) in enumerate(words):
        values |= {f":w{n}": word, **{f":a{n}x{k}": agency for k, agency in enumerate(agencies)}}
        named = ", ".join(f":a{n}x{k}" for k in range(len(agencies)))
        conditions.append(f"(contains(#t, :w{n})" + (f" OR respondent IN ({named}))" if named else ")"))
    found: list[str] = []
    for item in _query(
        KeyConditionExpression="pk = :p",
        FilterExpression=" AND ".join(conditions),
        ExpressionAttributeNames={"#t": "text"},
        ExpressionAttributeValues=marshal(values),
    ):
        found.append(str(item["sk"]))
        if len(found) == limit:
            break
    return found


def matter_items(ids: Sequence[str]) -> list[dict[str, Any]]:
    """The snapshots of matters by their ids, with what lists show; those that are gone are left out."""
    return [item for i in ids if (item := get(f"M#{i}", "MATTER"))]


def matter_item(matter: Matter, clocks: Sequence[Clock]) -> dict[str, Any]:
    """The snapshot with its places in the work and inbox indexes, sorted by what is due first."""
    urgent = None if matter.closed_at else most_urgent(clocks)
    day = urgent[0].isoformat() if urgent else None
    clock = urgent[1] if urgent else None
    yellow = clock.reminders[0].isoformat() if clock and clock.reminders else None
    shelf = f"closed#{matter.closed_at.year}" if matter.closed_at else "open"
    item = {
        "pk": f"M#{matter.id}",
        "sk": "MATTER",
        **matter.model_dump(mode="json"),
        "work_pk": f"{matter.owner}#{shelf}",
        "work_sk": f"{day or '9999'}#{matter.id}",
        "due_on": day,
        "yellow_at": yellow,
        "closes_at": clock.closes_at.isoformat() if clock and clock.closes_at else None,
        "provisional": bool(clock and clock.provisional),
    }
    if matter.known:
        item |= {"inbox_pk": f"{matter.respondent}#{shelf}", "inbox_sk": item["work_sk"]}
    return item


def _put_clock(transaction: Transaction, matter_id: str, clock: Clock, old: Clock | None) -> None:
    item = {"pk": f"M#{matter_id}", "sk": f"C#{clock.key}", **clock.model_dump(mode="json")}
    if clock.next_alert:
        alert = clock.next_alert.isoformat()
        item |= {
            "next_alert": alert,
            "due_pk": f"DUE#{shard(matter_id):02d}",
            "due_sk": f"{alert}#{matter_id}#{clock.key}",
        }
    if old is None:
        transaction.put("clock", item, NEW)
    elif old.next_alert:
        transaction.put("clock", item, "next_alert = :e", {":e": old.next_alert.isoformat()})
    else:
        transaction.put("clock", item, "attribute_exists(pk) AND attribute_not_exists(next_alert)")


def _event_item(event: Event) -> dict[str, Any]:
    return {
        "pk": f"M#{event.matter}",
        "sk": f"E#{event.n:06d}",
        **event.model_dump(mode="json"),
        **day_place(event.matter, event.n, event.recorded_at),
    }


def day_place(record: str, n: int, recorded_at: datetime) -> dict[str, str]:
    """Where the n-th event of a record stands in the ``day`` index: the root of its day covers what is there.

    One partition takes a thousand events a second, which no office comes near.
    """
    return {"day_pk": f"DAY#{shanghai_day(recorded_at)}", "day_sk": f"{record}#{n:06d}"}


def indexed_on(day: date) -> Iterator[dict[str, Any]]:
    """The keys and hashes of a day's events."""
    return _query(
        IndexName="day",
        KeyConditionExpression="day_pk = :p",
        ExpressionAttributeValues=marshal({":p": f"DAY#{day}"}),
    )


def _query(**query: Any) -> Iterator[dict[str, Any]]:
    """All items of a query, page after page."""
    while True:
        answer = client("dynamodb").query(TableName=_name(), **query)
        yield from map(unmarshal, answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def get(pk: str, sk: str) -> dict[str, Any] | None:
    """One item, read consistently; None where there is none, or could be none."""
    if not _nameable(pk):
        return None
    answer = client("dynamodb").get_item(TableName=_name(), Key=marshal({"pk": pk, "sk": sk}), ConsistentRead=True)
    return unmarshal(answer["Item"]) if "Item" in answer else None


def items_of(pk: str, prefix: str) -> Iterator[dict[str, Any]]:
    """All items under a key whose sort key begins so, in its order, read consistently."""
    return _query(
        KeyConditionExpression="pk = :p AND begins_with(sk, :s)",
        ExpressionAttributeValues=marshal({":p": pk, ":s": prefix}),
        ConsistentRead=True,
    )


def _nameable(key: str) -> bool:
    """Whether an item can have the key: what people ask for may be longer."""
    return len(key.encode()) <= LONGEST_KEY


def load_case(matter_id: str) -> Case | None:
    """A matter whole, by one query: snapshot, clocks, documents and events; None where there is none.

    Of a disposed one nothing that was typed is read any more, removed already or not.
    """
    if not _nameable(f"M#{matter_id}"):
        return None
    items = list(
        _query(
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues=marshal({":p": f"M#{matter_id}"}),
            ConsistentRead=True,
        )
    )
    matter = next((Matter.model_validate(i) for i in items if i["sk"] == "MATTER"), None)
    if matter is None:
        return None
    case = Case(
        matter,
        clocks=tuple(Clock.model_validate(i) for i in items if i["sk"].startswith("C#")),
        documents=_by_number(Document.model_validate(i) for i in items if i["sk"].startswith("D#")),
        events=tuple(Event.model_validate(i) for i in items if i["sk"].startswith("E#")),
        errands_left=sum(len(i["errands"]["targets"]) - i["done"] for i in items if i["sk"].startswith("O#")),
        errands_refused=tuple(
            str(i["errands"]["targets"][k]["matter"]) for i in items if i["sk"].startswith("O#") for k in i["refused"]
        ),
    )
    return without_text(case) if matter.disposed_on else case


def load_beginning(matter_id: str) -> Case | None:
    """A matter with its clocks and its first event alone: no more to read, however much came since; None for none."""
    item, first = get(f"M#{matter_id}", "MATTER"), get(f"M#{matter_id}", "E#000001")
    if item is None or first is None:
        return None
    clocks = tuple(Clock.model_validate(clock) for clock in items_of(f"M#{matter_id}", "C#"))
    case = Case(Matter.model_validate(item), clocks=clocks, events=(Event.model_validate(first),))
    return without_text(case) if case.matter.disposed_on else case


def _by_number(documents: Iterator[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda d: (d.issued_on, d.kind, d.id)))


def load_by_number(number: str) -> Case | None:
    """The matter with exactly this public number, whole; None where there is none."""
    claim = get(f"U#number#{number.upper()}", "UNIQUE")
    return load_case(str(claim["matter"])) if claim else None


def load_organisation(organisation_id: str) -> Organisation | None:
    """One organisation, or None."""
    item = get(f"ORG#{organisation_id}", "ORG")
    return Organisation.model_validate(item) if item else None


def load_person(person_id: str) -> Person | None:
    """One person, or None."""
    item = get(f"PERSON#{person_id}", "PERSON")
    return Person.model_validate(item) if item else None


def listed(name: str, first: str = "!", last: str = "~", newest_first: bool = False) -> Iterator[dict[str, Any]]:
    """The items of a named list from ``first`` to ``last``, in the order of their places in it."""
    return _query(
        IndexName="list",
        KeyConditionExpression="list_pk = :p AND list_sk BETWEEN :a AND :z",
        ExpressionAttributeValues=marshal({":p": name, ":a": first, ":z": last}),
        ScanIndexForward=not newest_first,
    )


def deputisings_of(person_id: str) -> list[Deputising]:
    """Whom a person stands in for, in the past and future too."""
    return [Deputising.model_validate(item) for item in items_of(f"PERSON#{person_id}", "DEPUTY#")]


def list_organisations() -> list[Organisation]:
    """All organisations of the deployment, by id."""
    return [Organisation.model_validate(item) for item in listed("ORGS")]


def list_people() -> list[Person]:
    """All officials of the deployment, by id."""
    return [Person.model_validate(item) for item in listed("PEOPLE")]


def due_alerts(shard_number: int, now: datetime, limit: int) -> list[dict[str, Any]]:
    """The earliest due entries of a shard up to now: keys of clocks, no cursor kept."""
    return due_entries(f"DUE#{shard_number:02d}", now, limit)


def due_entries(shelf: str, now: datetime, limit: int) -> list[dict[str, Any]]:
    """The earliest entries of one shelf of the due index up to now: keys only."""
    return _due(shelf, "<=", f"{now.isoformat()}~", limit)


def alerts_after(shard_number: int, after: str, limit: int) -> list[dict[str, Any]]:
    """The entries of a shard behind a place in it, due or not: every clock with an alert still to come."""
    return _due(f"DUE#{shard_number:02d}", ">", after or " ", limit)


def _due(shelf: str, side: str, place: str, limit: int) -> list[dict[str, Any]]:
    answer = client("dynamodb").query(
        TableName=_name(),
        IndexName="due",
        KeyConditionExpression=f"due_pk = :p AND due_sk {side} :s",
        ExpressionAttributeValues=marshal({":p": shelf, ":s": place}),
        Limit=limit,
    )
    return [unmarshal(item) for item in answer["Items"]]


def set_aside(entry: Mapping[str, Any], error: str) -> None:
    """Moves a due entry that keeps failing out of the sweep's way, with the type of its error; an alarm watches there.

    One that somebody else handled meanwhile is left alone. ``make replay`` puts it back.
    """
    values = {":f": SET_ASIDE, ":s": entry["due_sk"], ":e": error}
    update(entry, "SET due_pk = :f, failed_as = :e", "due_sk = :s", values)


def count_set_aside() -> int:
    """How many due entries wait to be put back."""
    answer = client("dynamodb").query(
        TableName=_name(),
        IndexName="due",
        KeyConditionExpression="due_pk = :p",
        ExpressionAttributeValues=marshal({":p": SET_ASIDE}),
        Select="COUNT",
    )
    return int(answer["Count"])


def update(
    key: Mapping[str, Any],
    expression: str,
    condition: str,
    values: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
) -> None:
    """Changes one item outside of any act; where the condition does not hold it is left alone."""
    named = {"ExpressionAttributeNames": dict(names)} if names else {}
    try:
        client("dynamodb").update_item(
            TableName=_name(),
            Key=marshal({"pk": key["pk"], "sk": key["sk"]}),
            UpdateExpression=expression,
            ConditionExpression=condition,
            ExpressionAttributeValues=marshal(values),
            **named,
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise


def count(pk: str, until: datetime) -> int:
    """One more under a key, and how many that makes; the item expires at ``until``."""
    answer = client("dynamodb").update_item(
        TableName=_name(),
        Key=marshal({"pk": pk, "sk": "COUNT"}),
        UpdateExpression="ADD n :one SET expires = :until",
        ExpressionAttributeValues=marshal({":one": 1, ":until": int(until.timestamp())}),
        ReturnValues="UPDATED_NEW",
    )
    return int(answer["Attributes"]["n"]["N"])


def shelved(index: str, shelf: str) -> Iterator[dict[str, Any]]:
    """Everything on a shelf of the ``work`` or ``inbox`` index."""
    return _query(
        IndexName=index,
        KeyConditionExpression=f"{index}_pk = :p",
        ExpressionAttributeValues=marshal({":p": shelf}),
    )


def open_and_closed(index: str, office: str, first: int, last: int) -> Iterator[dict[str, Any]]:
    """An office's open matters, and those closed in one of the years."""
    for shelf in ("open", *(f"closed#{year}" for year in range(first, last + 1))):
        yield from shelved(index, f"{office}#{shelf}")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and the key to go on from, or None at the end."""

    items: list[dict[str, Any]]
    next: dict[str, str] | None


def page(index: str, shelf: str, limit: int, after: Mapping[str, str] | None) -> Page:
    """A page of the ``work`` or ``inbox`` index: the most urgent first."""
    query: dict[str, Any] = {
        "TableName": _name(),
        "IndexName": index,
        "KeyConditionExpression": f"{index}_pk = :p",
        "ExpressionAttributeValues": marshal({":p": shelf}),
        "Limit": limit,
    }
    if after:
        query["ExclusiveStartKey"] = marshal(after)
    answer = client("dynamodb").query(**query)
    last = answer.get("LastEvaluatedKey")
    return Page([unmarshal(item) for item in answer["Items"]], unmarshal(last) if last else None)
