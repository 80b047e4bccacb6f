from __future__ import annotations

import pytest

from opensim_wink.samples.person import IDA, Body, make_body


@pytest.fixture(scope="session")
def ida() -> Body:
    """The person of most samples."""
    return make_body(IDA)
