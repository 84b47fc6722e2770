"""DER: one encoding for one value, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.report import der

TAGS = st.sampled_from([der.INTEGER, der.OCTET_STRING, der.SEQUENCE, der.SET, der.context(0)])


@given(TAGS, st.binary(max_size=400), st.binary(max_size=5))
def test_what_is_written_is_read_again(tag: int, body: bytes, rest: bytes) -> None:
    value, end = der.read(der.write(tag, body) + rest)
    assert (value.tag, value.body) == (tag, body)
    assert end == len(value.raw)
    assert value.raw == der.write(tag, body)


@given(st.binary(max_size=60))
def test_whatever_can_be_read_has_no_other_encoding(data: bytes) -> None:
    try:
        value, end = der.read(data)
    except der.NotDer:
        return
    assert der.write(value.tag, value.body) == data[:end]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",  # indefinite
        b"\x30\x81\x01\x00",  # long form where the short one fits
        b"\x30\x82\x00\x80" + bytes(128),  # leading zero
        b"\x30\x85\x01\x00\x00\x00\x00",  # more than four bytes of length
        b"\x30\x05\x00",  # beyond the end
        b"\x1f\x81\x01\x00",  # tag of several bytes
    ],
)
def test_other_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(der.NotDer):
        der.read(data)
    assert not der.is_strict(data)


def test_object_identifiers() -> None:
    assert der.oid("1.2.840.113549.1.7.2").hex() == "06092a864886f70d010702"
    assert der.oid("2.16.840.1.101.3.4.2.1").hex() == "0609608648016503040201"


def test_exactly_these_children_and_nothing_after_them() -> None:
    number = der.write(der.INTEGER, b"\x01")
    both = der.one(der.write(der.SEQUENCE, number, number), der.SEQUENCE)
    assert len(der.children(both, der.INTEGER, der.INTEGER)) == 2
    with pytest.raises(der.NotDer):
        der.children(both, der.INTEGER)
    with pytest.raises(der.NotDer):
        der.one(both.raw + b"\0", der.SEQUENCE)
    with pytest.raises(der.NotDer):
        der.one(both.raw, der.SET)


def test_deep_nesting_is_not_followed() -> None:
    data = b""
    for _level in range(100):
        data = der.write(der.SEQUENCE, data)
    assert not der.is_strict(data)
    assert der.is_strict(der.write(der.SEQUENCE, der.write(der.SET, b"\x02\x01\x05")))
    assert not der.is_strict(der.write(der.SEQUENCE, b"\x02\x81\x01\x05"))
