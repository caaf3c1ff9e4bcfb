"""A real S3 server of one's own (moto's; `make test-engines` installs it), and buckets in it.

Fixtures; `conftest.py` takes them in.
"""

import logging
import urllib.request
import uuid

import pytest

KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1",
}


def forget_clients() -> None:
    """Let fsspec make clients anew, by the environment of now."""
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture(scope="session")
def s3_server():
    """The address of a server, which the environment says too; skips where what it needs isn't installed."""
    pytest.importorskip("s3fs")
    server_module = pytest.importorskip("moto.server")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
            patch.setenv(name, value)
        patch.delenv("AWS_PROFILE", raising=False)
        yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def s3_client(s3_server):
    """A client that is not Hasila's."""
    import boto3

    return boto3.client("s3")


@pytest.fixture
def s3_bucket(s3_client):
    """The URL of an empty folder in a bucket of its own."""
    name = f"news-{uuid.uuid4().hex[:12]}"
    s3_client.create_bucket(Bucket=name)
    return f"s3://{name}/out"


@pytest.fixture
def s3_checks_keys(s3_server):
    """From now on the server turns away keys that it doesn't know: all."""

    def check_after(requests: str) -> None:
        plain = {"Content-Type": "text/plain"}
        asked = urllib.request.Request(f"{s3_server}/moto-api/reset-auth", requests.encode(), plain)
        urllib.request.urlopen(asked).close()

    check_after("0")
    yield
    check_after("inf")


@pytest.fixture(params=["memory", "s3"])
def home(request) -> str:
    """The URL of an empty folder."""
    if request.param == "s3":
        return request.getfixturevalue("s3_bucket")
    from fsspec.implementations.memory import MemoryFileSystem

    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    return "memory://news/out"
