"""What is left to be removed of disposed matters, and its removal: the only module that deletes anything.

What is to be removed stands in the due index since the very transaction that disposed of the matter, and leaves it
last. Every step may be repeated: a run that was cut off is done again from the beginning.
"""

from collections.abc import Iterator
from datetime import datetime

from jiandu.adapters import table
from jiandu.adapters.aws import client
from jiandu.adapters.items import marshal
from jiandu.core.matter import Case, Kept
from jiandu.settings import settings

FOLDERS = ("issued", "received", "evidence", "volumes")
BESIDE = ("V#", "L#", "O#")
OF_EVENT, OF_CLOCK = {"facts", "salt"}, {"extensions"}
OF_DOCUMENT = {"title", "addressee", "key", "sealed", "sealing", "service", "former_services"}
THERE = "attribute_exists(pk)"
AT_ONCE = 25


def waiting(now: datetime) -> list[str]:
    """The matters disposed of whose text and files are not removed yet, longest ago first."""
    return [str(entry["pk"]).removeprefix("M#") for entry in table.due_entries(table.DISPOSING, now, AT_ONCE)]


def remove(matter_id: str) -> None:
    """Removes what was typed in a disposed matter, who complained, its code and its files in every version."""
    case = table.load_case(matter_id)
    assert case is not None and case.matter.disposed_on
    _remove_files(matter_id)
    for pk, sk in _keys(case):
        _delete(pk, sk)
    for event in case.events:
        _rewrite(matter_id, f"E#{event.n:06d}", event, OF_EVENT)
    for clock in case.clocks:
        _rewrite(matter_id, f"C#{clock.key}", clock, OF_CLOCK)
    for document in case.documents:
        _rewrite(matter_id, f"D#{document.id}", document, OF_DOCUMENT)
    _delete(f"M#{matter_id}", "REMAINS")


def _remove_files(matter_id: str) -> None:
    s3, bucket = client("s3"), settings().bucket_name
    for folder in FOLDERS:
        while found := _versions(bucket, f"{folder}/{matter_id}/"):
            for key, version in found:
                s3.delete_object(Bucket=bucket, Key=key, VersionId=version)


def _versions(bucket: str, prefix: str) -> list[tuple[str, str]]:
    """The first versions of files under a prefix, marks of deletion too."""
    answer = client("s3").list_object_versions(Bucket=bucket, Prefix=prefix)
    rows = (*answer.get("Versions", ()), *answer.get("DeleteMarkers", ()))
    return [(str(row["Key"]), str(row["VersionId"])) for row in rows]


def _keys(case: Case) -> Iterator[tuple[str, str]]:
    """The items that go whole: evidence, looks, errands, words, traces, codes, and who complained."""
    matter = case.matter
    for prefix in BESIDE:
        for item in table.items_of(f"M#{matter.id}", prefix):
            yield str(item["pk"]), str(item["sk"])
    for code in table.listed(f"CODES#{matter.id}"):
        yield str(code["pk"]), str(code["sk"])
    yield table.words_shelf(matter.owner, matter.opened_at.year), matter.id
    yield f"TRACE#{matter.id}", "TRACE"
    yield f"I#{matter.id}", "IDENTITY"


def _delete(pk: str, sk: str) -> None:
    client("dynamodb").delete_item(TableName=settings().table_name, Key=marshal({"pk": pk, "sk": sk}))


def _rewrite(matter_id: str, sk: str, kept: Kept, names: set[str]) -> None:
    """Some attributes of one item as they are kept from now on."""
    told = {name: value for name, value in kept.model_dump(mode="json", include=names).items() if value is not None}
    table.update(
        {"pk": f"M#{matter_id}", "sk": sk},
        "SET " + ", ".join(f"#{name} = :{name}" for name in told),
        THERE,
        {f":{name}": value for name, value in told.items()},
        {f"#{name}": name for name in told},
    )
