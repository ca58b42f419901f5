"""Links and forms signed for browsers: they lead to the bucket's own region, under a signature that KMS allows."""

import pytest
from jiandu.adapters import aws


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "files.s3.us-east-1.amazonaws.com"),
        ("ap-southeast-1", "files.s3.ap-southeast-1.amazonaws.com"),
        ("cn-north-1", "files.s3.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_what_is_signed_leads_to_the_region_by_signature_version_4(
    region: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    client = aws.client.__wrapped__("s3")
    post = client.generate_presigned_post("files", "a")
    assert (f"https://{host}/", "AWS4-HMAC-SHA256") == (post["url"], post["fields"]["x-amz-algorithm"])
    link = client.generate_presigned_url("get_object", Params={"Bucket": "files", "Key": "a"})
    assert link.startswith(f"https://{host}/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
